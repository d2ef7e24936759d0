using System.Collections.Concurrent;
using System.Net;
using Hotmail.Pacing.Reputation.Alerts;
using Hotmail.Pacing.Reputation.Blocklists;
using Hotmail.Pacing.Reputation.Checks;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Signals;
using Hotmail.Pacing.Reputation.Tests.Dmarc;
using Hotmail.Pacing.Reputation.Tests.Dns;
using Hotmail.Pacing.Telemetry;
using Hotmail.Pacing.Tests.Pacer;
using Hotmail.Pacing.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Reputation.Tests.Monitoring;

/// <summary>A host whose sender is watched: what is wrong comes as alerts to its observers, and as restrictions to its paths.</summary>
public sealed class WatchedHostTests : IAsyncDisposable
{
    private static readonly EgressPath Consumer = new("mail1", "microsoft-consumer");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
    private readonly Zone _zone = new();
    private readonly Pager _pager = new();
    private readonly FakeLoggerProvider _logs = new();
    private readonly ReportDrop _reports = new();
    private readonly ReportDrop _snds = new();
    private IHost? _host;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync(new CancellationToken(canceled: true));
            _host.Dispose();
        }

        _reports.Dispose();
        _snds.Dispose();
    }

    [Fact]
    public async Task A_listing_is_one_alert_and_a_restriction_until_it_is_gone()
    {
        _zone.Records = static () => Listed();
        await StartAsync();

        await PassUntilAsync(() => PathOf().Restriction is not null);
        await PassRunsAsync(3);

        Assert.Equal("8.8.4.4 is listed at list.example", PathOf().Restriction);
        Assert.Equal(2, PathOf().Ceiling);
        var alert = Assert.Single(_pager.Alerts);
        Assert.Equal((AlertKind.Listed, "8.8.4.4 at list.example", false), (alert.Kind, alert.Subject, alert.IsReminder));

        _zone.Records = static () => Unlisted();
        await PassUntilAsync(() => PathOf().Restriction is null);
        Assert.Single(_pager.Alerts);
    }

    [Fact]
    public async Task What_the_DNS_does_not_answer_neither_lists_nor_delists()
    {
        _zone.Records = static () => Unlisted().AddTimeout("4.4.8.8.list.example");
        await StartAsync();
        await PassRunsAsync(2);
        Assert.Null(PathOf().Restriction);

        _zone.Records = static () => Listed();
        await PassUntilAsync(() => PathOf().Restriction is not null);
        _zone.Records = static () => Unlisted().AddTimeout("4.4.8.8.list.example");
        await PassRunsAsync(3);
        Assert.NotNull(PathOf().Restriction);
        Assert.Single(_pager.Alerts);
    }

    [Fact]
    public async Task A_DMARC_report_in_the_folder_is_an_alert_of_a_source_that_is_not_known()
    {
        await StartAsync();
        var begin = new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        var rows = DmarcFiles.Record("192.0.2.66", "30", "fail", "fail") + DmarcFiles.Record("8.8.4.4", "300");
        _reports.Put("report.xml", DmarcFiles.Report(rows, $"{begin}", $"{begin + 86_399}"));

        await PassUntilAsync(() => !_pager.Alerts.IsEmpty);
        await PassRunsAsync(2);

        var alert = Assert.Single(_pager.Alerts);
        Assert.Equal((AlertKind.UnverifiedSource, "192.0.2.66 for example.com"), (alert.Kind, alert.Subject));
        Assert.Null(PathOf().Restriction);
    }

    [Fact]
    public async Task A_red_day_in_SNDS_restricts_the_path_and_a_green_one_after_it_ends_that()
    {
        await StartAsync();
        _snds.Put("data.csv", "8.8.4.4,11/23/2026 12:00 AM,11/23/2026 11:59 PM,1200,1000,1100,RED,< 0.1%,,,0,h,m,\r\n");
        await PassUntilAsync(() => PathOf().Restriction is not null);
        Assert.Equal(("the filter result of 8.8.4.4 at microsoft-consumer is red", 1), (PathOf().Restriction, PathOf().Ceiling));

        _snds.Put("data.csv", "8.8.4.4,11/24/2026 12:00 AM,11/24/2026 11:59 PM,1200,1000,1100,GREEN,< 0.1%,,,0,h,m,\r\n");
        await PassUntilAsync(() => PathOf().Restriction is null);
        Assert.Empty(_pager.Alerts);
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_is_in_the_log_and_the_rest_is_watched()
    {
        _zone.Records = static () => Listed();
        _reports.Dispose();
        await StartAsync();

        await PassUntilAsync(() => PathOf().Restriction is not null && Failures().Count > 1);

        Assert.All(Failures(), failure => Assert.Contains(_reports.Folder, failure, StringComparison.Ordinal));
        Directory.CreateDirectory(_reports.Folder);
    }

    [Fact]
    public async Task A_host_that_watches_nothing_starts_and_stops()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<TimeProvider>(_time).AddSenderReputation();
        using var host = builder.Build();
        await host.StartAsync(Token);
        _time.Advance(TimeSpan.FromHours(3));
        await host.StopAsync(Token);
    }

    private static ZoneResolver Unlisted() => new ZoneResolver()
        .Add("example.com", "TXT", "v=spf1 ip4:8.8.4.4 -all").Add("_dmarc.example.com", "TXT", "v=DMARC1; p=reject; rua=mailto:d@example.com").Add("2.0.0.127.list.example", "A", "127.0.0.2");

    private static ZoneResolver Listed() => Unlisted().Add("4.4.8.8.list.example", "A", "127.0.0.2");

    private async Task StartAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddProvider(_logs);
        builder.Services.AddSingleton<TimeProvider>(_time).AddSingleton<IDnsResolver>(_zone).AddSingleton<IReputationObserver>(_pager).AddSingleton<IMailTransport>(new ScriptedTransport { Holds = static _ => true });
        builder.Services.AddSenderReputation(options =>
        {
            options.Watch.Domains.Add(new DomainCheckRequest { Domain = "example.com", Addresses = [IPAddress.Parse("8.8.4.4")] });
            options.Watch.DmarcReportFolders.Add(_reports.Folder);
            options.Watch.SndsFolders.Add(_snds.Folder);
            options.Blocklists.Lists.Add(new Blocklist { Name = "list", Zone = "list.example", Subjects = BlocklistSubjects.IPv4 });

            // The clock goes as fast as the machine lets it: nothing here ends by time alone.
            (options.Monitor.StartWithin, options.Monitor.Interval, options.Monitor.Timeout) = (TimeSpan.Zero, TimeSpan.FromMinutes(10), TimeSpan.FromDays(1));
            (options.Alerts.QuietPeriod, options.Alerts.Memory) = (TimeSpan.FromDays(300), TimeSpan.FromDays(300));
        });
        builder.Services.AddProviderPacing()
            .AddEgressSource("mail1", static source => source.Relay = new RelayOptions { Host = "127.0.0.1" })
            .UseReputationSignals(static options =>
            {
                options.SourceAddresses["MAIL1"] = ["::ffff:8.8.4.4"];
                options.MaxAge = TimeSpan.FromDays(300);
                options.Listed = new SignalRule { MaxCeiling = 2, Groups = { "Microsoft-Consumer" } };
                options.FilterRed = new SignalRule { MaxCeiling = 1 };
            });
        _host = builder.Build();
        await _host.StartAsync(Token);

        // A message under way keeps the path from going to rest.
        await Pacer.EnqueueAsync([PacerHarness.Message("a@hotmail.com")], Token);
        await PassUntilAsync(() => Paths().Any());
    }

    private ProviderPacer Pacer => _host!.Services.GetRequiredService<ProviderPacer>();

    private IEnumerable<PathSnapshot> Paths() => Pacer.GetSnapshot().Paths.Where(static path => path.Path == Consumer);

    private PathSnapshot PathOf() => Paths().Single();

    private IReadOnlyList<string> Failures() => [.. _logs.Collector.GetSnapshot().Where(static record => record.Id.Name == "CheckFailed").Select(static record => $"{record.Message} {record.Exception}")];

    private Task PassUntilAsync(Func<bool> condition) => PacerHarness.PassUntilAsync(_time, condition, TimeSpan.FromSeconds(5));

    /// <summary>Lets the domain be checked so many times more.</summary>
    private async Task PassRunsAsync(int runs)
    {
        var before = _zone.Runs;
        await PassUntilAsync(() => _zone.Runs >= before + runs + 1);
    }

    /// <summary>A zone that is another from check to check.</summary>
    private sealed class Zone : IDnsResolver
    {
        private int _runs;

        public Func<ZoneResolver> Records { get; set; } = static () => Unlisted();

        public int Runs => Volatile.Read(ref _runs);

        public ValueTask<DnsAnswer> ResolveAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken)
        {
            if (name == "4.4.8.8.list.example")
            {
                Interlocked.Increment(ref _runs);
            }

            return Records().ResolveAsync(name, kind, cancellationToken);
        }
    }

    private sealed class Pager : IReputationObserver
    {
        public ConcurrentQueue<ReputationAlert> Alerts { get; } = new();

        public void OnAlert(ReputationAlert alert) => Alerts.Enqueue(alert);
    }
}
