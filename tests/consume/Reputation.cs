using System.Net;
using System.Security.Cryptography;
using System.Text;
using Hotmail.Pacing;
using Hotmail.Pacing.Reputation.Dkim.Verification;
using Hotmail.Pacing.Reputation.Dmarc;
using Hotmail.Pacing.Reputation.Dmarc.History;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Observations;
using Hotmail.Pacing.Reputation.Signals;
using Hotmail.Pacing.Reputation.Spf;
using Hotmail.Pacing.Reputation.Sqlite;
using Microsoft.Extensions.DependencyInjection;

/// <summary>What a new user does with the reputation packages: a resolver of his own, signed mail, signals, the checks, and the history of reports.</summary>
internal static class Reputation
{
    private const string Domain = "sender.example";

    public static void Add(IServiceCollection services, ProviderPacingBuilder pacing)
    {
        using var key = RSA.Create(2048);
        var zone = new Zone();
        zone.Add(Domain, DnsRecordKind.Txt, "v=spf1 ip4:192.0.2.0/24 -all");
        zone.Add($"s1._domainkey.{Domain}", DnsRecordKind.Txt, $"v=DKIM1; k=rsa; p={Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())}");
        services.AddSingleton<IDnsResolver>(zone);
        services.AddSenderReputation();
        pacing.UseDkimSigning(options => options.Domains.Add(new() { Domain = Domain, Selector = "s1", KeyPem = key.ExportPkcs8PrivateKeyPem() }));
        pacing.UseReputationSignals(static options =>
        {
            options.Listed = new SignalRule { CeilingShare = 0.5, HoldRaises = true };
            options.SourceAddresses["local"] = ["192.0.2.1"];
        });
    }

    /// <summary>What is not as it should be; empty: all is.</summary>
    public static async Task<List<string>> CheckAsync(IServiceProvider services, ReadOnlyMemory<byte> received)
    {
        List<string> wrong = [];
        void Expect(bool isSo, string what)
        {
            if (!isSo)
            {
                wrong.Add(what);
            }
        }

        var spf = services.GetRequiredService<SpfEvaluator>();
        foreach (var (address, verdict) in new[] { ("192.0.2.1", SpfVerdict.Pass), ("198.51.100.1", SpfVerdict.Fail) })
        {
            var result = await spf.EvaluateAsync(new SpfRequest { ClientAddress = IPAddress.Parse(address), Helo = "mail.sender.example", MailFrom = $"news@{Domain}" });
            Expect(result.Verdict == verdict, $"SPF of {address}: {result.Verdict}, {result.Reason}");
        }

        var signed = await services.GetRequiredService<DkimMessageVerifier>().VerifyAsync(received);
        Expect(signed.Passes, $"DKIM: {(signed.Signatures.Count == 0 ? "no signature" : signed.Signatures[0].Reason)}");

        var signals = services.GetRequiredService<ReputationSignals>();
        signals.Observe(new ListingObservation { Subject = "192.0.2.1", List = "list.example", IsListed = true, At = DateTimeOffset.UtcNow });
        Expect(signals.GetCurrent().Count == 1, "the signal is not known");

        using var history = new SqliteReportHistory($"reports-{Environment.ProcessId}.db");
        var summary = new DmarcReportSummary();
        var import = new ReportHistoryImport(history, summary);
        var day = DateTimeOffset.UtcNow.AddDays(-1).ToUnixTimeSeconds();
        new DmarcReportReader().Read(new MemoryStream(Encoding.UTF8.GetBytes(
            $"""
            <feedback>
              <report_metadata><org_name>receiver.example</org_name><report_id>1</report_id><date_range><begin>{day}</begin><end>{day + 86_399}</end></date_range></report_metadata>
              <policy_published><domain>{Domain}</domain><p>none</p></policy_published>
              <record><row><source_ip>192.0.2.1</source_ip><count>7</count><policy_evaluated><dkim>pass</dkim><spf>fail</spf></policy_evaluated></row></record>
            </feedback>
            """)), "report.xml", import);
        Expect(summary.Errors.Count == 0 && DmarcReportJson.Write(summary, null).Contains("\"dkim_aligned\": 7", StringComparison.Ordinal), "the report is not understood");
        Expect(history.Sum(new DmarcHistoryRange { Domain = Domain }).Messages == 7, "the history does not have the report");
        return wrong;
    }

    /// <summary>A DNS of a few texts.</summary>
    private sealed class Zone : IDnsResolver
    {
        private readonly Dictionary<(string Name, DnsRecordKind Kind), string> _texts = [];

        public void Add(string name, DnsRecordKind kind, string text) => _texts.Add((name, kind), text);

        public ValueTask<DnsAnswer> ResolveAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken) =>
            ValueTask.FromResult(_texts.TryGetValue((name, kind), out var text) ? new DnsAnswer { Status = DnsAnswerStatus.Found, Texts = [text] } : DnsAnswer.NoName);
    }
}
