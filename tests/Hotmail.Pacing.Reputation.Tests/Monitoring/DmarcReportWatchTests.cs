using System.Net;
using Hotmail.Pacing.Reputation.Dmarc;
using Hotmail.Pacing.Reputation.Dmarc.History;
using Hotmail.Pacing.Reputation.Dmarc.Sources;
using Hotmail.Pacing.Reputation.Monitoring;
using Hotmail.Pacing.Reputation.Observations;
using Hotmail.Pacing.Reputation.Tests.Dmarc;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Reputation.Tests.Monitoring;

public sealed class DmarcReportWatchTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = DateOnly.FromDateTime(Start.UtcDateTime);
    private readonly FakeTimeProvider _time = new(Start);
    private readonly ReportDrop _drop = new();
    private readonly DmarcSourceOptions _options = new();
    private readonly Dictionary<DateTimeOffset, int> _numbers = [];

    public void Dispose() => _drop.Dispose();

    [Fact]
    public async Task A_report_is_told_as_the_days_sums_and_a_second_one_of_the_day_adds_to_them()
    {
        var watch = Watch();
        await RunAsync(watch);
        Assert.Empty(_drop.Take<SourceDay>());

        _drop.Put("one.xml", Report(-1, ("192.0.2.1", 30, true), ("192.0.2.1", 2, false), ("192.0.2.2", 25, false)));
        await RunAsync(watch);
        Assert.Equal(
            [("192.0.2.1", 32L, 2L, true), ("192.0.2.2", 25L, 25L, false)],
            _drop.Take<SourceDay>().Select(static day => (day.Address.ToString(), day.Messages, day.Failing, day.IsVerified)));

        _drop.Put("two.xml", Report(-1, ("192.0.2.2", 5, false)));
        await RunAsync(watch);
        var again = _drop.Take<SourceDay>().Single(static day => day.Address.Equals(IPAddress.Parse("192.0.2.2")));
        Assert.Equal(("example.com", Today.AddDays(-1), 30L, 30L, Start), (again.Domain, again.Day, again.Messages, again.Failing, again.At));
    }

    [Fact]
    public async Task The_same_report_counts_once_in_however_many_files_it_comes()
    {
        var watch = Watch();
        var report = Report(-1, ("192.0.2.1", 30, true));
        _drop.Put("one.xml", report).Put("copy.xml", report);
        await RunAsync(watch);
        Assert.Equal(30, Assert.Single(_drop.Take<SourceDay>()).Messages);

        _drop.Put("one.xml", report + "\n").Put("later.xml", report);
        await RunAsync(watch);
        Assert.Empty(_drop.Take<SourceDay>());
    }

    [Fact]
    public async Task A_source_is_verified_by_all_days_that_are_known()
    {
        var watch = Watch();
        _drop.Put("one.xml", Report(-3, ("192.0.2.1", 200, true)));
        await RunAsync(watch);
        _drop.Take<SourceDay>();

        _drop.Put("two.xml", Report(-1, ("192.0.2.1", 3, true)));
        await RunAsync(watch);

        var quiet = Assert.Single(_drop.Take<SourceDay>());
        Assert.Equal((3L, true), (quiet.Messages, quiet.IsVerified));
    }

    [Fact]
    public async Task An_approved_network_has_its_addresses_in_either_form()
    {
        _options.ApprovedNetworks.Add(IPNetwork.Parse("192.0.2.0/24"));
        _drop.Put("one.xml", Report(-1, ("::ffff:192.0.2.1", 30, false)));
        await RunAsync(Watch());
        var day = Assert.Single(_drop.Take<SourceDay>());
        Assert.Equal(("192.0.2.1", true), (day.Address.ToString(), day.IsVerified));
    }

    [Theory]
    [InlineData(-15)]
    [InlineData(2)]
    [InlineData(3650)]
    public async Task Days_that_are_long_gone_or_yet_to_come_are_not_told_nor_remembered(int day)
    {
        var watch = Watch();
        _drop.Put("one.xml", Report(day, ("192.0.2.1", 30, true)));
        await RunAsync(watch);
        Assert.Empty(_drop.Take<SourceDay>());
        Assert.Equal((0, 0), watch.Count);
    }

    [Fact]
    public async Task What_it_remembers_goes_with_its_day()
    {
        var watch = Watch();
        for (var day = 0; day < 40; day++)
        {
            _drop.Put("report.xml", Report(0, ("192.0.2.1", 30, true), ("192.0.2.2", 3, true)));
            await RunAsync(watch);
            Assert.Equal(2, _drop.Take<SourceDay>().Count);
            _time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal((15, 30), watch.Count);
    }

    [Fact]
    public async Task Of_too_many_sources_those_with_the_most_messages_are_known()
    {
        var watch = Watch();
        var many = Enumerable.Range(0, 25_000).Select(static number => ($"10.{number >> 16}.{(number >> 8) & 255}.{number & 255}", 1, false));
        _drop.Put("one.xml", Report(-1, [("192.0.2.1", 500, true), .. many, ("192.0.2.2", 400, true)]));

        await RunAsync(watch);

        var told = _drop.Take<SourceDay>();
        Assert.Equal(10_000, told.Count);
        Assert.Equal([500L, 400L, 1L], told.Take(3).Select(static day => day.Messages));
        Assert.InRange(watch.Count.Sources, 10_000, 20_000);
    }

    [Fact]
    public void Counts_too_large_stay_the_largest()
    {
        var tally = new SourceTally<string>(2);
        tally.Add("a", long.MaxValue, 1);
        tally.Add("a", long.MaxValue, 1);
        Assert.Equal((long.MaxValue, 2L), tally["a"]);
    }

    [Fact]
    public async Task Half_a_report_counts_when_it_is_whole()
    {
        var watch = Watch();
        var report = Report(-1, ("192.0.2.1", 30, true));
        _drop.Put("one.xml", report[..^40]);
        var told = await Assert.ThrowsAsync<InvalidDataException>(() => RunAsync(watch));
        Assert.Contains("one.xml: ", told.Message, StringComparison.Ordinal);
        Assert.Empty(_drop.Take<SourceDay>());

        _drop.Put("one.xml", report);
        await RunAsync(watch);
        Assert.Equal(30, Assert.Single(_drop.Take<SourceDay>()).Messages);
    }

    [Fact]
    public async Task What_is_no_report_is_named_once_and_keeps_no_other_from_being_told()
    {
        var watch = Watch();
        _drop.Put("a.txt", "hello").Put("b.xml", Report(-1, ("192.0.2.1", 30, true)));
        Assert.Contains("a.txt: ", (await Assert.ThrowsAsync<InvalidDataException>(() => RunAsync(watch))).Message, StringComparison.Ordinal);
        Assert.Single(_drop.Take<SourceDay>());
        await RunAsync(watch);
    }

    [Fact]
    public async Task A_history_that_fails_keeps_nothing_from_being_told_and_gets_the_report_at_the_next_look()
    {
        var history = new History { Fails = true };
        var watch = Watch(history);
        _drop.Put("one.xml", Report(-1, ("192.0.2.1", 30, true)));

        Assert.Contains("one.xml: the disk is full", (await Assert.ThrowsAsync<InvalidDataException>(() => RunAsync(watch))).Message, StringComparison.Ordinal);
        Assert.Equal(30, Assert.Single(_drop.Take<SourceDay>()).Messages);

        history.Fails = false;
        await RunAsync(watch);
        await RunAsync(watch);
        Assert.Single(history.Added);
        Assert.Empty(_drop.Take<SourceDay>());
    }

    [Fact]
    public async Task What_was_read_before_the_time_was_up_is_told_and_the_rest_at_the_next_look()
    {
        using var timeout = new CancellationTokenSource();
        var watch = Watch(new History { OnAdd = timeout.Cancel });
        _drop.Put("a.xml", Report(-2, ("192.0.2.1", 30, true))).Put("b.xml", Report(-1, ("192.0.2.1", 40, true)));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await watch.RunAsync(_drop, timeout.Token));
        Assert.Equal(30, Assert.Single(_drop.Take<SourceDay>()).Messages);

        await RunAsync(watch);
        Assert.Contains(_drop.Take<SourceDay>(), static day => day.Messages == 40);
    }

    [Fact]
    public async Task A_restart_tells_the_same_sums()
    {
        _drop.Put("one.xml", Report(-2, ("192.0.2.1", 30, true))).Put("two.xml", Report(-1, ("192.0.2.1", 30, true)));
        await RunAsync(Watch());
        var before = _drop.Take<SourceDay>();
        await RunAsync(Watch());
        Assert.Equal(2, before.Count);
        Assert.Equal(before, _drop.Take<SourceDay>());
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_fails_the_run()
    {
        var watch = new DmarcReportWatch(_drop.PathOf("none"), _options, _time);
        await Assert.ThrowsAsync<DirectoryNotFoundException>(() => RunAsync(watch));
        Directory.CreateDirectory(_drop.PathOf("none"));
        await RunAsync(watch);
    }

    private DmarcReportWatch Watch(IReportHistory? history = null) => new(_drop.Folder, _options, _time, history);

    private async Task RunAsync(DmarcReportWatch watch) => await watch.RunAsync(_drop, TestContext.Current.CancellationToken);

    private string Report(int day, params IReadOnlyList<(string Address, int Messages, bool Passes)> records)
    {
        var begin = new DateTimeOffset(_time.GetUtcNow().Date, TimeSpan.Zero).AddDays(day);
        var number = _numbers[begin] = _numbers.GetValueOrDefault(begin) + 1;
        var rows = string.Concat(records.Select(static record =>
            DmarcFiles.Record(record.Address, $"{record.Messages}", record.Passes ? "pass" : "fail", record.Passes ? "pass" : "fail")));
        return DmarcFiles.Report(rows, $"{begin.ToUnixTimeSeconds()}", $"{begin.ToUnixTimeSeconds() + 86_399}").Replace("r-1", $"r-{number}", StringComparison.Ordinal);
    }

    private sealed class History : IReportHistory
    {
        public bool Fails { get; set; }

        public Action OnAdd { get; init; } = static () => { };

        public List<string> Added { get; } = [];

        public ReportAddition Add(DmarcReport report, IReadOnlyList<DmarcSource> sources)
        {
            if (Fails)
            {
                throw new InvalidOperationException("the disk is full");
            }

            OnAdd();
            Added.Add(report.ReportId);
            return ReportAddition.Added;
        }

        public IReadOnlyList<DmarcHistoryDay> ListDays(DmarcHistoryRange range) => [];

        public IReadOnlyList<DmarcHistorySource> ListSources(DmarcHistoryRange range, int max) => [];

        public DmarcTotals Sum(DmarcHistoryRange range) => throw new NotSupportedException();
    }
}
