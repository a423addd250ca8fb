namespace ComfyStudio.ComfyUI.Http;

/// <summary>
/// The body of an answer. A break, an early end or a standstill throws <see cref="ComfyUIUnreachableException"/>; nothing is silently cut off.
/// </summary>
internal sealed class DownloadStream(string call, HttpResponseMessage response, Stream body, TimeSpan stall, TimeProvider time) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var deadline = new Deadline(stall, time, cancellationToken);
        try
        {
            return await body.ReadAsync(buffer, deadline.Token);
        }
        catch (OperationCanceledException exception) when (deadline.IsOver)
        {
            throw EngineFaults.TimedOut(call, stall, exception);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw EngineFaults.Broken(call, exception);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("A file of an engine is read asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            response.Dispose();
        base.Dispose(disposing);
    }
}
