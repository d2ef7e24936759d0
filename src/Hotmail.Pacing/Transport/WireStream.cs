using System.Net.Sockets;

namespace Hotmail.Pacing.Transport;

/// <summary>
/// The socket as a stream. Writes are gathered until a flush or a read (MailKit hands over 4 KiB at a time, one system call each). A send that fails is
/// remembered, not thrown: what the server said before it closed may still be there to be read, and if it said nothing the next read fails anyway.
/// </summary>
internal sealed class WireStream(Socket socket) : Stream
{
    private const int BufferSize = 16 * 1024;

    private byte[]? _buffer;
    private int _count;

    /// <summary>Whether the peer had closed before everything could be sent.</summary>
    public bool SendFailed { get; private set; }

    /// <summary>Whether the peer is still there and has said nothing unasked. Sends nothing.</summary>
    public bool IsQuiet
    {
        get
        {
            try
            {
                return socket.Connected && !socket.Poll(0, SelectMode.SelectRead);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return false;
            }
        }
    }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_count > 0)
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return await socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length > BufferSize - _count)
        {
            return WriteThroughAsync(buffer, cancellationToken);
        }

        Keep(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        var count = _count;
        _count = 0;
        if (count > 0)
        {
            await SendAsync(_buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Closes the socket at once, from any thread: what waits for it fails.</summary>
    public void Abort() => socket.Dispose();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            socket.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask WriteThroughAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        if (buffer.Length > BufferSize)
        {
            await SendAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            Keep(buffer.Span);
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        _buffer ??= new byte[BufferSize];
        bytes.CopyTo(_buffer.AsSpan(_count));
        _count += bytes.Length;
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            while (!bytes.IsEmpty && !SendFailed)
            {
                var sent = await socket.SendAsync(bytes, SocketFlags.None, cancellationToken).ConfigureAwait(false);
                bytes = bytes[sent..];
            }
        }
        catch (SocketException e) when (e.SocketErrorCode != SocketError.OperationAborted)
        {
            SendFailed = true;
        }
    }
}
