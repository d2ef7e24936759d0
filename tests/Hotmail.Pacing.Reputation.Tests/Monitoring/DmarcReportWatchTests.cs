using Hotmail.Pacing.Reputation.Dmarc;
using Hotmail.Pacing.Reputation.Dmarc.History;
using Hotmail.Pacing.Reputation.Dmarc.Sources;
using Hotmail.Pacing.Reputation.Monitoring;
using Hotmail.Pacing.Reputation.Observations;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Reputation.Tests.Monitoring;

public sealed class DmarcReportWatchTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dmarc-watch");
    private readonly FakeTimeProvider _time = new(Start);
    private readonly Sink _sink = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_day_is_told_again_when_a_report_adds_to_it_and_a_report_that_comes_twice_adds_nothing()
    {
        var watch = Watch();
        Put("a.xml", "1", 5);
        await RunAsync(watch);
        Put("b.xml", "2", 7);
        Put("c.xml", "1", 5);
        await RunAsync(watch);
        Put("d.xml", "2", 7);
        await RunAsync(watch);

        Assert.Equal([5L, 12L], _sink.Days.Select(static day => day.Messages));
    }

    [Fact]
    public async Task A_report_of_a_day_that_is_past_or_has_not_come_is_not_told()
    {
        Put("old.xml", "1", 5, Start.AddDays(-15));
        Put("future.xml", "2", 5, Start.AddDays(30));
        Put("today.xml", "3", 5, Start);

        await RunAsync(Watch());

        Assert.Equal(DateOnly.FromDateTime(Start.UtcDateTime), Assert.Single(_sink.Days).Day);
    }

    [Fact]
    public async Task Counts_that_no_number_can_hold_stay_at_the_largest()
    {
        Put("a.xml", "1", long.MaxValue);
        Put("b.xml", "2", long.MaxValue);

        await RunAsync(Watch());

        var day = Assert.Single(_sink.Days);
        Assert.Equal((long.MaxValue, long.MaxValue), (day.Messages, day.Failing));
    }

    [Fact]
    public async Task What_was_read_before_the_history_broke_is_told_once_it_works_again()
    {
        var history = new History { IsBroken = true };
        var watch = Watch(history);
        Put("a.xml", "1", 5);
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(watch));

        history.IsBroken = false;
        await RunAsync(watch);

        Assert.Equal(5, Assert.Single(_sink.Days).Messages);
        Assert.Equal(1, history.Added);
    }

    private DmarcReportWatch Watch(IReportHistory? history = null) => new(_folder.FullName, new DmarcSourceOptions(), _time, history);

    private Task RunAsync(DmarcReportWatch watch) => watch.RunAsync(_sink, TestContext.Current.CancellationToken).AsTask();

    private void Put(string file, string id, long count, DateTimeOffset? begin = null)
    {
        var first = (begin ?? Start.AddDays(-1)).ToUnixTimeSeconds();
        File.WriteAllText(Path.Combine(_folder.FullName, file), $"""
            <feedback>
              <report_metadata><org_name>receiver.example</org_name><report_id>{id}</report_id><date_range><begin>{first}</begin><end>{first + 86_399}</end></date_range></report_metadata>
              <policy_published><domain>example.com</domain><p>none</p></policy_published>
              <record>
                <row><source_ip>192.0.2.1</source_ip><count>{count}</count><policy_evaluated><disposition>none</disposition><dkim>fail</dkim><spf>fail</spf></policy_evaluated></row>
                <identifiers><header_from>example.com</header_from></identifiers>
              </record>
            </feedback>
            """);
    }

    private sealed class Sink : IReputationSink
    {
        public List<SourceDay> Days { get; } = [];

        public void Observe(ReputationObservation observation) => Days.Add(Assert.IsType<SourceDay>(observation));
    }

    private sealed class History : IReportHistory
    {
        public bool IsBroken { get; set; }

        public int Added { get; private set; }

        public ReportAddition Add(DmarcReport report, IReadOnlyList<DmarcSource> sources)
        {
            Added += IsBroken ? throw new InvalidOperationException("The disk is full.") : 1;
            return ReportAddition.Added;
        }

        public IReadOnlyList<DmarcHistoryDay> ListDays(DmarcHistoryRange range) => [];

        public IReadOnlyList<DmarcHistorySource> ListSources(DmarcHistoryRange range, int max) => [];

        public DmarcTotals Sum(DmarcHistoryRange range) => new();
    }
}
