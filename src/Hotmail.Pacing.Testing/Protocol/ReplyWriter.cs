using System.Buffers;

namespace Hotmail.Pacing.Testing.Protocol;

/// <summary>Gathers the replies to pipelined commands, so that a group of commands is answered with one write.</summary>
internal sealed class ReplyWriter(Stream stream)
{
    /// <summary>A client that pipelines without end doesn't make the buffer grow without end.</summary>
    private const int FlushAt = 16 * 1024;

    private readonly ArrayBufferWriter<byte> buffer = new(256);
    private Stream target = stream;

    public void Switch(Stream next) => target = next;

    public ValueTask WriteAsync(ReadOnlySpan<byte> reply)
    {
        buffer.Write(reply);
        return buffer.WrittenCount < FlushAt ? ValueTask.CompletedTask : FlushAsync();
    }

    public async ValueTask FlushAsync()
    {
        if (buffer.WrittenCount > 0)
        {
            await target.WriteAsync(buffer.WrittenMemory).ConfigureAwait(false);
            buffer.ResetWrittenCount();
        }
    }
}
