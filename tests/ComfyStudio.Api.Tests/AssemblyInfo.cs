using ComfyStudio.Testing;

[assembly: AssemblyFixture(typeof(RedisServer))]
