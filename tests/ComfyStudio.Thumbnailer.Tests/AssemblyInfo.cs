using ComfyStudio.Testing;
using ComfyStudio.Thumbnailer.Tests.Vips;

[assembly: AssemblyFixture(typeof(RedisServer))]
[assembly: AssemblyFixture(typeof(VipsFixture))]
