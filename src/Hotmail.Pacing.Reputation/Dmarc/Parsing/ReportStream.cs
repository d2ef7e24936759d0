using System.Globalization;

namespace Hotmail.Pacing.Reputation.Dmarc.Parsing;

/// <summary>A stream whose first bytes can be looked at, that knows how far it was read, and that ends with an exception where it was read too far.</summary>
internal sealed class ReportStream(Stream inner, CancellationToken cancellationToken) : Stream
{
    private readonly byte[] _head = new byte[512];
    private int _headLength;
    private int _headRead;
    private long _progress;

    /// <summary>How many bytes were read.</summary>
    public long Offset { get; private set; }

    /// <summary>The most bytes to read.</summary>
    public long MaxBytes { get; set; } = long.MaxValue;

    /// <summary>The most bytes to read from one <see cref="MarkProgress"/> to the next.</summary>
    public long MaxStretch { get; set; } = long.MaxValue;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => Offset;
        set => throw new NotSupportedException();
    }

    /// <summary>The first bytes, which are read again afterwards.</summary>
    public ReadOnlySpan<byte> Peek()
    {
        _headLength = inner.ReadAtLeast(_head, _head.Length, throwOnEndOfStream: false);
        return _head.AsSpan(0, _headLength);
    }

    /// <summary>Something came of the bytes read until now.</summary>
    public void MarkProgress() => _progress = Offset;

    public override int Read(Span<byte> buffer)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int read;
        if (_headRead < _headLength)
        {
            read = Math.Min(buffer.Length, _headLength - _headRead);
            _head.AsSpan(_headRead, read).CopyTo(buffer);
            _headRead += read;
        }
        else
        {
            read = inner.Read(buffer);
        }

        Offset += read;
        if (Offset > MaxBytes)
        {
            throw new ReportLimitException(string.Create(CultureInfo.InvariantCulture, $"More than {MaxBytes} bytes: the rest is not read."));
        }

        if (Offset - _progress > MaxStretch)
        {
            throw new ReportLimitException(string.Create(CultureInfo.InvariantCulture, $"More than {MaxStretch} bytes without one element: the rest is not read."));
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
