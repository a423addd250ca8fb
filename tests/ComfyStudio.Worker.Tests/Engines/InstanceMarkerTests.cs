using System.Net;
using ComfyStudio.ComfyUI;
using ComfyStudio.Worker.Engines;
using ComfyStudio.Worker.Tests.Hosting;

namespace ComfyStudio.Worker.Tests.Engines;

public sealed class InstanceMarkerTests
{
    private const string Mark = "01a20646dd6f722faef29198ecb32ad6";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mark_that_another_worker_is_just_writing_is_waited_for()
    {
        var looks = new Queue<string>(["", Mark[..10], Mark]);

        Assert.Equal(Mark, await MarkerOf(_ => File(looks.Dequeue())).ReadAsync(Stop));
        Assert.Empty(looks);
    }

    [Fact]
    public async Task A_file_that_never_becomes_a_mark_tells_nothing()
    {
        Assert.Null(await MarkerOf(_ => File("Somebody else's notes.")).ReadAsync(Stop));
    }

    [Fact]
    public async Task An_engine_that_drops_the_mark_is_given_one_once()
    {
        var uploads = 0;
        var marker = MarkerOf(request =>
        {
            if (request.Method == HttpMethod.Get)
                return new HttpResponseMessage(HttpStatusCode.NotFound);
            uploads++;
            return new HttpResponseMessage { Content = new StringContent("""{"name":"comfystudio-instance.txt","subfolder":"","type":"temp"}""") };
        });

        Assert.Null(await marker.ReadAsync(Stop));
        Assert.Equal(1, uploads);
    }

    private static HttpResponseMessage File(string text) => new() { Content = new StringContent(text) };

    private static InstanceMarker MarkerOf(Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        var options = new EngineOptions { Id = "engine", Name = "Engine", Address = "http://gpu.lan" };
        return new InstanceMarker(ComfyUIClient.Create(EngineAddress.TryParse(options)!, new AnsweringHandler(answer)), TimeProvider.System);
    }
}
