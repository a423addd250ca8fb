using System.Net.WebSockets;

namespace ComfyStudio.ComfyUI.Events;

/// <summary>Puts the fragments of one message together, in a buffer that serves all messages of a socket.</summary>
internal sealed class MessageBuffer
{
    /// <summary>Full-size pictures come through the socket too (SaveImageWebsocket), so the limit only stops what is out of hand.</summary>
    public const int MaxMessage = 256 * 1024 * 1024;

    private const int Usual = 64 * 1024;

    private byte[] _buffer = new byte[Usual];
    private int _length;

    /// <summary>Valid until the next read.</summary>
    public ReadOnlyMemory<byte> Message => _buffer.AsMemory(0, _length);

    /// <returns>The message's type; <see cref="WebSocketMessageType.Close"/> at the end.</returns>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    /// <exception cref="InvalidDataException">The message is out of hand.</exception>
    public async ValueTask<WebSocketMessageType> ReadAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        _length = 0;
        if (_buffer.Length > 16 * Usual)
            _buffer = new byte[Usual]; // One large message shall not be paid for until the socket ends.
        while (true)
        {
            if (_length == _buffer.Length)
                Grow();
            var part = await socket.ReceiveAsync(_buffer.AsMemory(_length), cancellationToken);
            _length += part.Count;
            if (part.EndOfMessage || part.MessageType is WebSocketMessageType.Close)
                return part.MessageType;
        }
    }

    private void Grow()
    {
        if (_buffer.Length >= MaxMessage)
            throw new InvalidDataException($"A message has more than {MaxMessage / 1024 / 1024} MB.");
        Array.Resize(ref _buffer, _buffer.Length * 2);
    }
}
