using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Hotmail.Pacing.Testing.Protocol;

/// <summary>
/// The bytes a client sent: a buffer that starts small, grows with a client that fills it, and never beyond 64 KiB. One session uses it at a time; only the read
/// that is under way runs beside the session, and nothing moves the buffer meanwhile.
/// </summary>
internal sealed class SmtpInput(Stream stream) : IAsyncDisposable
{
    private const int FirstSize = 4 * 1024;
    private const int LargestSize = 64 * 1024;

    [SuppressMessage("Usage", "CA2213", Justification = "The session owns the stream.")]
    private Stream source = stream;
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int start;
    private int end;
    private bool filled;
    private bool skipping;
    private Task<int>? reading;

    public ReadOnlySpan<byte> Unread => buffer.AsSpan(start, end - start);

    /// <summary>Whether the client has sent more than was consumed, as far as it is known here.</summary>
    public bool HasMore => end > start || reading is { IsCompletedSuccessfully: true, Result: > 0 };

    /// <summary>Whether a read is under way, whose bytes would be taken from whoever reads the stream next.</summary>
    public bool IsReading => reading is not null;

    public void Consume(int count) => start += count;

    public void Clear() => start = end;

    /// <summary>Goes on with another stream, after STARTTLS.</summary>
    public void Switch(Stream next)
    {
        Clear();
        source = next;
    }

    /// <summary>Takes a line, without its CRLF, if one is there whole. It lives until the next fill.</summary>
    public LineStatus TryReadLine(int longest, out ReadOnlySpan<byte> line)
    {
        line = default;
        var unread = Unread;
        int feed = unread.IndexOf((byte)'\n');
        if (feed < 0)
        {
            if (unread.Length > longest)
            {
                skipping = true;
                Clear();
            }

            return LineStatus.Incomplete;
        }

        Consume(feed + 1);
        if (skipping || feed > longest)
        {
            skipping = false;
            return LineStatus.TooLong;
        }

        if (feed == 0 || unread[feed - 1] != '\r')
        {
            return LineStatus.BareLineFeed;
        }

        line = unread[..(feed - 1)];
        return LineStatus.Line;
    }

    /// <summary>Waits for more bytes.</summary>
    /// <returns>False when the client has closed the connection.</returns>
    public async ValueTask<bool> FillAsync()
    {
        int count;
        if (reading is not null)
        {
            count = await reading.ConfigureAwait(false);
            reading = null;
        }
        else
        {
            if (!MakeRoom())
            {
                throw new InvalidOperationException("The input buffer is full, and nothing was consumed of it.");
            }

            count = await source.ReadAsync(buffer.AsMemory(end)).ConfigureAwait(false);
        }

        end += count;
        filled = end == buffer.Length;
        return count > 0;
    }

    /// <summary>Begins to read, so that the client's leaving is noticed while the session waits for something else. <see cref="FillAsync"/> takes what it read.</summary>
    /// <returns>Null when the buffer is full.</returns>
    public Task? BeginFill()
    {
        if (reading is null && MakeRoom())
        {
            reading = source.ReadAsync(buffer.AsMemory(end)).AsTask();
        }

        return reading;
    }

    /// <summary>Gives the buffer back. The connection must be closed, so that a read under way ends.</summary>
    public async ValueTask DisposeAsync()
    {
        if (reading is not null)
        {
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        start = end = 0;
    }

    private bool MakeRoom()
    {
        int unread = end - start;
        bool grow = buffer.Length < LargestSize && (unread == buffer.Length || (unread == 0 && filled));
        if (grow)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
            Unread.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }
        else if (start > 0)
        {
            Unread.CopyTo(buffer);
        }

        start = 0;
        end = unread;
        filled = false;
        return end < buffer.Length;
    }
}
