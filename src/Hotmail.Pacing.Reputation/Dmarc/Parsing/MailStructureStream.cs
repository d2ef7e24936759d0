using System.Globalization;

namespace Hotmail.Pacing.Reputation.Dmarc.Parsing;

/// <summary>
/// Bounds what an e-mail's parser makes of it: an object for each header and part, of which a few megabytes can hold millions. Counts the lines that may be a header
/// (a word and a colon) or begin a part (two hyphens), and the bytes of each line, with its continuation lines where it is a header, for which the parser takes time by their square.
/// </summary>
internal sealed class MailStructureStream(Stream inner, int maxLines, int maxLineBytes) : Stream
{
    private int _lines;
    private int _lineBytes;
    private bool _isHeader;
    private Place _place;

    private enum Place
    {
        LineStart,
        Hyphen,
        Word,
        Rest,
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>A new message begins.</summary>
    public void Restart() => _lines = 0;

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        foreach (var value in buffer[..read])
        {
            if (_place == Place.LineStart && !(_isHeader && value is (byte)' ' or (byte)'\t'))
            {
                (_lineBytes, _isHeader) = (0, false);
            }

            _lineBytes++;
            var isFound = (_place, value) is (Place.Hyphen, (byte)'-') or (Place.Word or Place.Hyphen, (byte)':');
            _place = value == '\n' ? Place.LineStart
                : _place == Place.LineStart && value == '-' ? Place.Hyphen
                : isFound || _place == Place.Rest || value is <= (byte)' ' or (byte)'<' ? Place.Rest
                : Place.Word;
            _isHeader |= isFound && value == ':';
            if (_lineBytes > maxLineBytes)
            {
                throw new ReportLimitException(string.Create(CultureInfo.InvariantCulture, $"The e-mail has a line or header of more than {maxLineBytes} bytes: the rest is not read."));
            }

            if (isFound && ++_lines > maxLines)
            {
                throw new ReportLimitException(string.Create(CultureInfo.InvariantCulture, $"The e-mail has more than {maxLines} headers and parts: the rest is not read."));
            }
        }

        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
