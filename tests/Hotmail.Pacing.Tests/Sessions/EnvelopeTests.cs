using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Tests.Sessions;

/// <summary>What a transaction makes of its addresses, and of replies that MailKit gives up at.</summary>
public sealed class EnvelopeTests
{
    private const string Pipelining = "250-mx.example|250 PIPELINING";
    private const string Utf8 = "250-mx.example|250-8BITMIME|250 SMTPUTF8";
    private const string Mail = "MAIL FROM:<s@sender.example> => 250 2.1.0 Sender ok";
    private const string Data = "DATA => 354 Go";
    private const string Queued = ". => 250 2.6.0 Queued";

    private static readonly string[] s_three = ["one@mx.example", "two@mx.example", "three@mx.example"];

    [Theory]
    [InlineData("x@b\u00fccher.example", "x@xn--bcher-kva.example")]
    [InlineData("x@xn--bcher-kva.example", "x@xn--bcher-kva.example")]
    [InlineData("\"a b\"@mx.example", "\"a b\"@mx.example")]
    [InlineData("\"a>@b\"@mx.example", "\"a>@b\"@mx.example")]
    [InlineData("x@[192.0.2.1]", "x@[192.0.2.1]")]
    [InlineData("x@[IPv6:2001:db8::1]", "x@[IPv6:2001:db8::1]")]
    public async Task A_server_without_SMTPUTF8_gets_the_address_in_ASCII(string address, string wire)
    {
        await using var server = Server("250 mx.example", $"MAIL FROM:<{wire}> => 250 Ok", $"RCPT TO:<{wire}> => 250 Ok", Data, Queued);
        await using var session = await OpenAsync(server);

        var result = await SendAsync(session, address, address);

        Assert.Equal([new RecipientOutcome(address, SmtpStage.EndOfData, result.Reply, TransportFailure.None)], result.Recipients);
        Assert.True(result.Recipients[0].IsDelivered);
    }

    [Theory]
    [InlineData("250 mx.example", false)]
    [InlineData(Utf8, true)]
    public async Task A_local_part_beyond_ASCII_needs_SMTPUTF8(string greeting, bool delivered)
    {
        await using var server = Server(greeting, "MAIL FROM:<s@sender.example> => 250 Ok", "RCPT => 250 Ok", Data, Queued);
        await using var session = await OpenAsync(server);

        var result = await SendAsync(session, "s@sender.example", "\u00fc@mx.example");

        Assert.Equal(delivered, result.Recipients[0].IsDelivered);
        Assert.Equal(delivered ? TransportFailure.None : TransportFailure.Unsupported, result.Failure);
    }

    [Theory]
    [InlineData("250 mx.example")]
    [InlineData(Pipelining)]
    public async Task Two_spellings_of_an_address_share_its_answer(string greeting)
    {
        await using var server = Server(greeting, Mail, "RCPT TO:<x@xn--bcher-kva.example> => 550 5.1.1 No x", "RCPT TO:<two@mx.example> => 250 Ok", Data, Queued);
        await using var session = await OpenAsync(server);

        var result = await SendAsync(session, "s@sender.example", "x@b\u00fccher.example", "x@xn--bcher-kva.example", "two@mx.example", "X@B\u00fccher.example");

        Assert.Equal([false, false, true, false], result.Recipients.Select(static outcome => outcome.IsDelivered));
        Assert.Equal(
            ["550 5.1.1 No x", "550 5.1.1 No x", "250 2.6.0 Queued", "550 5.1.1 No x"], result.Recipients.Select(static outcome => outcome.Reply?.ToString()));
    }

    [Theory]
    [InlineData("250 mx.example", 0)]
    [InlineData(Pipelining, 0)]
    [InlineData("250 mx.example", 1)]
    [InlineData(Pipelining, 1)]
    [InlineData("250 mx.example", 2)]
    [InlineData(Pipelining, 2)]
    public async Task A_530_to_one_recipient_is_not_the_others(string greeting, int refused)
    {
        const string Reply = "530 5.7.1 Client was not authenticated";
        await using var server = Server(greeting, [Mail, .. s_three.Select((address, index) => $"RCPT TO:<{address}> => {(index == refused ? Reply : "250 Ok")}")]);
        await using var session = await OpenAsync(server);

        var result = await SendAsync(session, "s@sender.example", s_three);

        Assert.Equal(
            s_three.Select((_, index) => index == refused ? (Reply, TransportFailure.None) : (null, TransportFailure.Dropped)),
            result.Recipients.Select(static outcome => (outcome.Reply?.ToString(), outcome.Failure)));
        Assert.All(result.Recipients, static outcome => Assert.Equal((SmtpStage.Rcpt, false), (outcome.Stage, outcome.IsDelivered)));
        Assert.Equal((false, false), (result.SessionUsable, result.OutcomeUnknown));
    }

    [Fact]
    public async Task A_530_to_the_only_recipient_is_its_answer()
    {
        await using var server = Server("250 mx.example", Mail, "RCPT => 530 5.7.1 Client was not authenticated");
        await using var session = await OpenAsync(server);

        var result = await SendAsync(session, "s@sender.example", "one@mx.example");

        Assert.Equal((SmtpStage.Rcpt, "530 5.7.1 Client was not authenticated", TransportFailure.None), (result.Stage, result.Reply?.ToString(), result.Failure));
        Assert.False(result.SessionUsable);
    }

    private static ScriptedSmtpServer Server(string greeting, params string[] script) => new(["220 ready", "EHLO => " + greeting, .. script]);

    private static async Task<IMailSession> OpenAsync(ScriptedSmtpServer server) =>
        (await Opening.OpenAsync(server.EndPoint)).Session ?? throw new InvalidOperationException("No session.");

    private static Task<TransactionResult> SendAsync(IMailSession session, string sender, params string[] recipients)
    {
        var request = new TransactionRequest { Sender = sender, Recipients = recipients, Content = MessageContent.FromBytes("Subject: 1\r\n\r\nfirst\r\n"u8.ToArray()) };
        return session.SendAsync(request, TestContext.Current.CancellationToken).AsTask().WaitAsync(ScriptedSmtpServer.Limit);
    }
}
