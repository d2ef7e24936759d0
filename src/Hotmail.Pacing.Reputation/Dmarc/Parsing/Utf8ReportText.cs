using System.Buffers;
using System.Text.Unicode;

namespace Hotmail.Pacing.Reputation.Dmarc.Parsing;

/// <summary>The text of a UTF-8 document. Bytes that are none become U+FFFD, so that one bad byte in a name does not cost the report.</summary>
internal sealed class Utf8ReportText(Stream stream) : TextReader
{
    private readonly byte[] _bytes = new byte[32 * 1024];
    private int _start;
    private int _end;
    private long _consumed;
    private bool _ended;
    private char _pending;

    /// <summary>The offset of the first byte that was not UTF-8, or null.</summary>
    public long? FirstBadByte { get; private set; }

    public override int Read(char[] buffer, int index, int count)
    {
        var chars = buffer.AsSpan(index, count);
        var total = 0;
        while (total < chars.Length)
        {
            if (_pending != 0)
            {
                chars[total++] = _pending;
                _pending = '\0';
                continue;
            }

            if (_start == _end && !Fill())
            {
                break;
            }

            var status = Utf8.ToUtf16(_bytes.AsSpan(_start, _end - _start), chars[total..], out int read, out int written, replaceInvalidSequences: false, isFinalBlock: _ended);
            Consume(read);
            total += written;
            if (status == OperationStatus.DestinationTooSmall)
            {
                if (total > 0)
                {
                    break;
                }

                total += ReadPair(chars);
            }
            else if (status == OperationStatus.InvalidData)
            {
                FirstBadByte ??= _consumed;
                Consume(1);
                _pending = '\uFFFD';
            }
            else if (total > 0)
            {
                break;
            }
            else if (status == OperationStatus.NeedMoreData)
            {
                Fill();
            }
        }

        return total;
    }

    public override int Read()
    {
        var one = new char[1];
        return Read(one, 0, 1) == 0 ? -1 : one[0];
    }

    public override int Peek() => -1;

    /// <summary>There is room for one character, and the next is two.</summary>
    private int ReadPair(Span<char> chars)
    {
        Span<char> pair = stackalloc char[2];
        Utf8.ToUtf16(_bytes.AsSpan(_start, _end - _start), pair, out int read, out _, replaceInvalidSequences: false, isFinalBlock: _ended);
        Consume(read);
        chars[0] = pair[0];
        _pending = pair[1];
        return 1;
    }

    private void Consume(int count)
    {
        _start += count;
        _consumed += count;
    }

    private bool Fill()
    {
        _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
        _end -= _start;
        _start = 0;
        var read = stream.Read(_bytes.AsSpan(_end));
        _ended |= read == 0;
        _end += read;
        return read > 0;
    }
}
