using System.Buffers;

namespace Hotmail.Pacing.Testing.Protocol;

/// <summary>
/// Reads the content of one message up to the line with only a dot, and takes the stuffed dots out (RFC 5321, 4.5.2). Only CRLF ends a line, so that
/// no bare line feed can smuggle in an end of data.
/// </summary>
internal sealed class DataReader(SmtpInput input, long maxSize, int? maxLineLength, ArrayBufferWriter<byte>? keep)
{
    private bool atLineStart = true;
    private bool afterReturn;
    private bool ended;
    private bool lineTooLong;
    private bool bareLineFeed;
    private long lineLength;

    /// <summary>Bytes of content so far.</summary>
    public long Size { get; private set; }

    /// <summary>Reads to the end also of a message that will be refused, because the answer comes after the dot.</summary>
    public async ValueTask<DataResult> ReadAsync(long dropAfter)
    {
        while (true)
        {
            Scan(input.Unread);
            if (Size >= dropAfter || (ended && dropAfter < long.MaxValue))
            {
                return DataResult.Dropped;
            }

            if (ended)
            {
                return bareLineFeed ? DataResult.BareLineFeed
                    : Size > maxSize ? DataResult.TooLarge
                    : lineTooLong ? DataResult.LineTooLong
                    : DataResult.Complete;
            }

            if (!await input.FillAsync().ConfigureAwait(false))
            {
                return DataResult.ClientLeft;
            }
        }
    }

    private void Scan(ReadOnlySpan<byte> rest)
    {
        int before = rest.Length;
        while (!rest.IsEmpty)
        {
            if (atLineStart && rest[0] == '.')
            {
                if (rest.StartsWith(".\r\n"u8))
                {
                    rest = rest[3..];
                    ended = true;
                    break;
                }

                if (".\r\n"u8.StartsWith(rest))
                {
                    // Whether this dot is the last line shows with the next bytes.
                    break;
                }

                rest = rest[1..];
                atLineStart = false;
                continue;
            }

            int feed = rest.IndexOf((byte)'\n');
            var piece = feed < 0 ? rest : rest[..(feed + 1)];
            bool returned = piece.Length > 1 ? piece[^2] == '\r' : afterReturn;
            Append(piece);
            if (feed < 0)
            {
                atLineStart = false;
                afterReturn = piece[^1] == '\r';
            }
            else
            {
                EndLine(returned);
            }

            rest = rest[piece.Length..];
        }

        input.Consume(before - rest.Length);
    }

    private void Append(ReadOnlySpan<byte> piece)
    {
        Size += piece.Length;
        lineLength += piece.Length;
        if (keep is not null && Size <= maxSize)
        {
            keep.Write(piece);
        }
    }

    private void EndLine(bool returned)
    {
        afterReturn = false;
        atLineStart = returned;
        bareLineFeed |= !returned;
        if (returned)
        {
            lineTooLong |= lineLength - 2 > maxLineLength;
            lineLength = 0;
        }
    }
}
