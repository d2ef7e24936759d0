using System.Globalization;
using System.Text;
using Hotmail.Pacing.Reputation.Dmarc;
using Hotmail.Pacing.Reputation.Dmarc.History;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Reputation.Sqlite.Tests;

public sealed class SqliteReportHistoryTests : IDisposable
{
    private static readonly DateOnly Today = new(2026, 6, 12);
    private readonly string _folder = Directory.CreateTempSubdirectory("hotmail-pacing-history-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(Today, new TimeOnly(9, 0), TimeSpan.Zero));

    private string FileName => Path.Combine(_folder, "reports.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Sums_are_kept_by_day_domain_and_source_over_a_restart()
    {
        using (var history = Open())
        {
            Import(history, Report("1", Today.AddDays(-2), Row("192.0.2.1", 10, aligned: true) + Row("192.0.2.2", 5)));
            Import(history, Report("2", Today.AddDays(-1), Row("192.0.2.1", 20, aligned: true), "Shop.example"));
        }

        using var again = Open();
        Assert.Equal([(Today.AddDays(-2), 15L, 10L), (Today.AddDays(-1), 20L, 20L)], again.ListDays(default).Select(static day => (day.Date, day.Totals.Messages, day.Totals.DmarcPassed)));
        Assert.Equal(
            [("192.0.2.1", Today.AddDays(-2), Today.AddDays(-1), 30L), ("192.0.2.2", Today.AddDays(-2), Today.AddDays(-2), 5L)],
            again.ListSources(default, 10).Select(static source => (source.Address!.ToString(), source.FirstDay, source.LastDay, source.Totals.Messages)));
        Assert.Single(again.ListSources(default, 1));
        Assert.Equal(30.0 / 35, again.Sum(default).DmarcPassRate);
        Assert.Equal(20, again.Sum(new DmarcHistoryRange { Domain = "shop.EXAMPLE" }).Messages);
        Assert.Equal(15, again.Sum(new DmarcHistoryRange { To = Today.AddDays(-2) }).Messages);
        Assert.Equal(20, again.Sum(new DmarcHistoryRange { From = Today.AddDays(-1) }).Messages);
        Assert.Null(again.Sum(new DmarcHistoryRange { Domain = "other.example" }).DmarcPassRate);
    }

    [Fact]
    public void Every_count_is_kept_as_it_is()
    {
        using var history = Open();
        var summary = new DmarcReportSummary();
        Import(history, Report("1", Today, Row("192.0.2.1", 1, aligned: true) + Row("192.0.2.1", 2) + Row("192.0.2.1", 4, disposition: "reject") + Row("192.0.2.1", 8, disposition: "quarantine")), summary);

        Assert.Equivalent(summary.Totals, history.Sum(default), strict: true);
    }

    [Fact]
    public void A_report_is_added_once_and_one_without_a_number_too()
    {
        using var history = Open();
        var import = new ReportHistoryImport(history);
        foreach (var report in new[] { Report("1", Today, Row("192.0.2.1", 1)), Report("", Today, Row("192.0.2.1", 2)), Report("", Today, Row("192.0.2.1", 4)) })
        {
            Read(report, import);
            Read(report, import);
        }

        Assert.Equal((3L, 3L), (import.Count(ReportAddition.Added), import.Count(ReportAddition.Known)));
        Assert.Equal(7, history.Sum(default).Messages);
    }

    [Fact]
    public void One_that_breaks_off_is_not_added_and_leaves_nothing_for_the_next()
    {
        using var history = Open();
        var import = new ReportHistoryImport(history);
        Read(Report("1", Today, Row("192.0.2.1", 1))[..^5], import);
        Read(Report("2", Today, Row("192.0.2.2", 2)), import);

        Assert.Equal(1, import.Count(ReportAddition.Added));
        Assert.Equal(["192.0.2.2"], history.ListSources(default, 10).Select(static source => source.Address!.ToString()));
    }

    [Fact]
    public void Days_that_are_too_old_go_and_those_that_have_not_come_are_not_believed()
    {
        using var history = Open(new ReportHistoryOptions { KeepDays = 10 });
        var import = new ReportHistoryImport(history);
        Read(Report("1", Today.AddDays(-10), Row("192.0.2.1", 1)), import);
        Read(Report("2", Today.AddDays(-11), Row("192.0.2.1", 2)), import);
        Read(Report("3", Today.AddDays(2), Row("192.0.2.1", 4)), import);
        Read(Report("4", Today, Row("192.0.2.1", 8)).Replace("<begin>", "<begin>x", StringComparison.Ordinal), import);
        Assert.Equal((1L, 1L, 2L), (import.Count(ReportAddition.Added), import.Count(ReportAddition.TooOld), import.Count(ReportAddition.WithoutDay)));

        _time.Advance(TimeSpan.FromDays(1));
        Read(Report("5", Today, Row("192.0.2.1", 16)), import);

        Assert.Equal([Today], history.ListDays(default).Select(static day => day.Date));
        Assert.Equal(16, history.Sum(default).Messages);
    }

    [Fact]
    public void Hostile_counts_do_not_overflow()
    {
        using var history = Open();
        for (var report = 0; report < 5; report++)
        {
            Import(history, Report($"{report}", Today.AddDays(-report), Row("192.0.2.1", long.MaxValue) + Row("192.0.2.2", long.MaxValue)));
        }

        Assert.Equal(10L << 40, history.Sum(default).Messages);
    }

    [Fact]
    public async Task Several_may_add_at_once_and_nothing_is_lost_or_twice()
    {
        const int Writers = 4;
        const int Reports = 25;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(
            () =>
            {
                using var history = Open();
                for (var report = 0; report < Reports; report++)
                {
                    Import(history, Report($"own {writer} {report}", Today, Row("192.0.2.1", 1)));
                    Import(history, Report($"shared {report}", Today, Row("192.0.2.1", 100)));
                }
            },
            TestContext.Current.CancellationToken)));

        using var after = Open();
        Assert.Equal((Writers * Reports) + (100 * Reports), after.Sum(default).Messages);
    }

    [Fact]
    public void One_history_may_be_used_by_several_threads()
    {
        using var history = Open();
        Parallel.For(0, 40, report =>
        {
            Import(history, Report($"{report % 20}", Today, Row("192.0.2.1", 1)));
            Assert.InRange(history.Sum(default).Messages, 1, 20);
        });

        Assert.Equal(20, history.Sum(default).Messages);
    }

    [Fact]
    public void A_file_that_is_no_database_is_left_alone()
    {
        const string content = "This is a letter, and long enough to be taken for a database's header by one who did not look: no history.";
        File.WriteAllText(FileName, content);

        Assert.Equal((ReportHistoryProblem.NotAHistory, FileName), Fails(() => Open()));
        Assert.Equal(content, File.ReadAllText(FileName));
    }

    [Fact]
    public void A_database_of_another_program_is_left_alone()
    {
        Execute("CREATE TABLE other (a)");

        Assert.Equal((ReportHistoryProblem.NotAHistory, FileName), Fails(() => Open()));
        Assert.Equal(1L, Execute("SELECT count(*) FROM sqlite_schema"));
    }

    [Fact]
    public void One_of_a_newer_version_is_left_alone()
    {
        Open().Dispose();
        Execute("PRAGMA user_version = 99");

        Assert.Equal((ReportHistoryProblem.NewerVersion, FileName), Fails(() => Open()));
        Assert.Equal(99L, Execute("PRAGMA user_version"));
    }

    [Fact]
    public void A_damaged_one_says_so()
    {
        using (var history = Open())
        {
            Import(history, Report("1", Today, string.Concat(Enumerable.Range(0, 2_000).Select(static host => Row(string.Create(CultureInfo.InvariantCulture, $"10.0.{host / 250}.{host % 250}"), 1)))));
        }

        var bytes = File.ReadAllBytes(FileName);
        bytes.AsSpan(4096 * 3, bytes.Length - (4096 * 4)).Fill(0xA5);
        File.WriteAllBytes(FileName, bytes);

        using var damaged = Open();
        Assert.Equal((ReportHistoryProblem.Damaged, FileName), Fails(() => damaged.Sum(default)));
    }

    [Theory]
    [InlineData("UPDATE total SET day = 99999999")]
    [InlineData("UPDATE total SET day = 9999999999999")]
    [InlineData("UPDATE total SET day = 'Monday'")]
    [InlineData("UPDATE total SET messages = 1e300")]
    [InlineData("UPDATE total SET messages = x'00'")]
    public void Values_that_are_no_historys_are_damage_or_nothing_but_no_other_exception(string sql)
    {
        using (var history = Open())
        {
            Import(history, Report("1", Today, Row("192.0.2.1", 1)));
        }

        Execute(sql);

        using var damaged = Open();
        Assert.All(new Action[] { () => damaged.ListDays(default), () => damaged.ListSources(default, 10), () => damaged.Sum(default) }, act =>
        {
            if (Record.Exception(act) is { } exception)
            {
                Assert.Equal(ReportHistoryProblem.Damaged, Assert.IsType<ReportHistoryException>(exception).Problem);
            }
        });
    }

    [Fact]
    public void A_folder_that_is_not_there_says_so() =>
        Assert.Equal(ReportHistoryProblem.Unavailable, Assert.Throws<ReportHistoryException>(() => new SqliteReportHistory(Path.Combine(_folder, "nowhere", "reports.db"))).Problem);

    private static (ReportHistoryProblem Problem, string File) Fails(Action act)
    {
        var exception = Assert.Throws<ReportHistoryException>(act);
        Assert.Contains(exception.File, exception.Message, StringComparison.Ordinal);
        return (exception.Problem, exception.File);
    }

    private SqliteReportHistory Open(ReportHistoryOptions? options = null) => new(FileName, options, _time);

    private static void Import(SqliteReportHistory history, string report, IDmarcReportVisitor? next = null) => Read(report, new ReportHistoryImport(history, next));

    private static void Read(string report, IDmarcReportVisitor visitor)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(report));
        new DmarcReportReader().Read(stream, "file", visitor, CancellationToken.None);
    }

    private object? Execute(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = FileName, Pooling = false }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static string Report(string id, DateOnly day, string rows, string domain = "example.com")
    {
        var begin = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeSeconds();
        return string.Create(CultureInfo.InvariantCulture, $"""
            <feedback>
              <report_metadata><org_name>receiver.example</org_name><report_id>{id}</report_id><date_range><begin>{begin}</begin><end>{begin + 86_399}</end></date_range></report_metadata>
              <policy_published><domain>{domain}</domain><p>none</p></policy_published>
              {rows}
            </feedback>
            """);
    }

    private static string Row(string ip, long count, bool aligned = false, string disposition = "none")
    {
        var word = aligned ? "pass" : "fail";
        return string.Create(CultureInfo.InvariantCulture, $"""
            <record><row><source_ip>{ip}</source_ip><count>{count}</count><policy_evaluated><disposition>{disposition}</disposition><dkim>{word}</dkim><spf>fail</spf></policy_evaluated></row>
            <auth_results><dkim><domain>d.example</domain><result>pass</result></dkim><spf><domain>s.example</domain><result>{word}</result></spf></auth_results></record>
            """);
    }
}
