using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Tests.Dkim;
using Hotmail.Pacing.Reputation.Tests.Dns;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Tool.Tests.Check;

/// <summary>The checks of the tool over a DNS in memory: example.com with all in order, and its mail.</summary>
public abstract class CheckTest : ToolTest
{
    protected const string Sent = "8.8.4.4";

    private const string Tags = "v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s1; h=From:From:To:Subject:Date:Message-ID:List-Unsubscribe:List-Unsubscribe-Post";

    protected const string Letter = "Return-Path: <bounce@example.com>\r\nFrom: News <news@example.com>\r\nTo: ann@example.net\r\nSubject: Hello\r\nDate: Mon, 02 Nov 2026 10:00:00 +0000\r\n"
        + "Message-ID: <1@example.com>\r\nList-Unsubscribe: <https://example.com/u?1>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n"
        + "Hello.\r\nUnsubscribe: https://example.com/u?1\r\n";

    /// <summary>Soon after the letter was written.</summary>
    private static readonly FakeTimeProvider s_time = new(new DateTimeOffset(2026, 11, 2, 10, 0, 30, TimeSpan.Zero));

    private protected static string Signed { get; } = DkimHand.Sign(Letter, Tags, HandKey.Rsa2048);

    private protected static Task<ToolRun> RunOverAsync(IDnsResolver dns, params string[] arguments) => RunOverAsync(dns, null, arguments);

    private protected static Task<ToolRun> RunOverAsync(IDnsResolver dns, int? width, string[] arguments) =>
        RunWithAsync(terminal => terminal with { Dns = () => dns, Time = s_time, Width = width }, arguments);

    private protected static ZoneResolver Zone(string spf = "v=spf1 ip4:8.8.4.4 -all", string dmarc = "v=DMARC1; p=reject; rua=mailto:d@example.com") => new ZoneResolver()
        .Add("example.com", "TXT", spf)
        .Add("example.com", "MX", "mx.example.com")
        .Add("mx.example.com", "A", "8.8.4.5")
        .Add("s1._domainkey.example.com", "TXT", HandKey.Rsa2048.Record)
        .Add("_dmarc.example.com", "TXT", dmarc)
        .Add("mail.example.com", "A", Sent)
        .Add("mail.example.com", "TXT", "v=spf1 a -all")
        .Add("4.4.8.8.in-addr.arpa", "PTR", "mail.example.com");
}
