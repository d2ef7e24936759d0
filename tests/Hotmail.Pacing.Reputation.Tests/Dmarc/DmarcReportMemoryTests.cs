using System.Globalization;
using System.Text;
using Hotmail.Pacing.Reputation.Dmarc;

namespace Hotmail.Pacing.Reputation.Tests.Dmarc;

/// <summary>The live heap is the whole process's: nothing else may run beside.</summary>
[CollectionDefinition(nameof(DmarcReportMemoryTests), DisableParallelization = true)]
[Collection(nameof(DmarcReportMemoryTests))]
public sealed class DmarcReportMemoryTests
{
    private const int Rows = 100_000;
    private const int Sources = 500;
    private const long MaxLiveBytes = 4 << 20;

    [Fact]
    public void A_long_report_is_summed_in_memory_that_does_not_grow_with_it()
    {
        var visitor = new LiveHeap();
        using var rows = new RowStream(Rows);

        new DmarcReportReader().Read(rows, "file", visitor, TestContext.Current.CancellationToken);

        Assert.Empty(visitor.Summary.Errors);
        var totals = Assert.Single(visitor.Summary.Reports).Totals;
        Assert.Equal((Rows, 3L * Rows, 3 * 33_334L), (totals.Records, totals.Messages, totals.SpfAligned));
        Assert.Equal(Sources, visitor.Summary.Sources.Count);
        Assert.True(rows.Length > 40 << 20, "the report is not long");
        Assert.InRange(visitor.MostGrowth, 0, MaxLiveBytes);
    }

    [Fact]
    public void Sources_past_the_most_that_are_told_apart_are_summed_as_one()
    {
        var summary = new DmarcReportSummary(maxSources: 10);
        using var rows = new RowStream(1_000);

        new DmarcReportReader().Read(rows, "file", summary, TestContext.Current.CancellationToken);

        Assert.Equal(11, summary.Sources.Count);
        Assert.Null(summary.Sources[0].Address);
        Assert.Equal(3_000, summary.Sources.Sum(source => source.Totals.Messages));
    }

    /// <summary>Measures the live heap at each tenth of the rows.</summary>
    private sealed class LiveHeap : IDmarcReportVisitor
    {
        private long _first;
        private int _rows;

        public DmarcReportSummary Summary { get; } = new();

        public long MostGrowth { get; private set; }

        public void OnRecord(in DmarcRecord record)
        {
            Summary.OnRecord(record);
            if (++_rows % (Rows / 10) == 0)
            {
                long live = GC.GetTotalMemory(forceFullCollection: true);
                _first = _first == 0 ? live : _first;
                MostGrowth = Math.Max(MostGrowth, live - _first);
            }
        }

        public void OnReport(DmarcReport report) => Summary.OnReport(report);

        public void OnError(DmarcReportError problem) => Summary.OnError(problem);
    }

    /// <summary>A report whose rows are made as they are read: each of three messages, those of each third row SPF-aligned.</summary>
    private sealed class RowStream(int rows) : Stream
    {
        private byte[] _bytes = Encoding.UTF8.GetBytes(DmarcFiles.Report("")[..^"</feedback>".Length]);
        private int _start;
        private int _row;
        private long _length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => _length;

        public override long Position { get => _length; set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            if (_start == _bytes.Length && _row <= rows)
            {
                _bytes = Encoding.UTF8.GetBytes(_row == rows ? "</feedback>" : Row(_row));
                _row++;
                _start = 0;
            }

            var read = Math.Min(buffer.Length, _bytes.Length - _start);
            _bytes.AsSpan(_start, read).CopyTo(buffer);
            _start += read;
            _length += read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private static string Row(int row)
        {
            var source = row % Sources;
            return DmarcFiles.Record(string.Create(CultureInfo.InvariantCulture, $"10.0.{source / 250}.{source % 250}"), "3", spf: row % 3 == 0 ? "pass" : "fail");
        }
    }
}
