//! The compiled engine as a browser's worker runs it, in an interpreter: bytes in, bytes out.

use surge_sim::workshop::page;
use wasmi::{Engine, Linker, Memory, Module, Store, TypedFunc};

/// An engine that was started.
pub struct Interpreted {
    store: Store<()>,
    memory: Memory,
    question: TypedFunc<u32, u32>,
    ask: TypedFunc<(), u32>,
    answer: TypedFunc<(), u32>,
}

impl Interpreted {
    /// Starts the committed engine, or the file that `SURGE_SIM_ENGINE` names (`.ci/wasm` tries what it built). It asks for nothing of the page: an import of any kind would fail here.
    pub fn start() -> Interpreted {
        let engine = Engine::default();
        let bytes = match std::env::var_os("SURGE_SIM_ENGINE") {
            Some(path) => std::fs::read(path).expect("the engine named can be read"),
            None => page::unpacked().expect("the engine is packed soundly"),
        };
        let module = Module::new(&engine, &bytes[..]).expect("the engine is WebAssembly");
        let mut store = Store::new(&engine, ());
        let instance = Linker::new(&engine)
            .instantiate_and_start(&mut store, &module)
            .expect("the engine starts without imports");
        let memory = instance.get_memory(&store, "memory").expect("the page writes to its memory");
        let question = instance.get_typed_func(&store, "question").expect("it makes room");
        let ask = instance.get_typed_func(&store, "ask").expect("it can be asked");
        let answer = instance.get_typed_func(&store, "answer").expect("it says where it answers");
        Interpreted { store, memory, question, ask, answer }
    }

    /// Asks as `page/engine.js` does. `Err` where the engine stopped, as at a panic.
    pub fn ask(&mut self, question: &[u8]) -> Result<Vec<u8>, wasmi::Error> {
        let length = u32::try_from(question.len()).expect("a question is shorter than 4 GB");
        let place = self.question.call(&mut self.store, length)? as usize;
        self.memory.write(&mut self.store, place, question)?;
        let length = self.ask.call(&mut self.store, ())? as usize;
        let place = self.answer.call(&mut self.store, ())? as usize;
        Ok(self.memory.data(&self.store)[place..place + length].to_vec())
    }
}
