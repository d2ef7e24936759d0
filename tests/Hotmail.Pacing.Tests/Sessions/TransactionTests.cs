using System.Text;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Tests.Sessions;

public sealed class TransactionTests
{
    private const string TooMany = "451 4.7.652 The mail server [192.0.2.1] has exceeded the maximum number of connections. (S3115) [BN3PEPF0000B06D.namprd21.prod.outlook.com]";
    private const string Mail = "MAIL FROM:<s@sender.example> => 250 2.1.0 Sender ok";
    private const string One = "RCPT TO:<one@mx.example> => 250 2.1.5 One ok";
    private const string Two = "RCPT TO:<two@mx.example> => 250 2.1.5 Two ok";
    private const string Three = "RCPT TO:<three@mx.example> => 250 2.1.5 Three ok";
    private const string Data = "DATA => 354 Go";
    private const string Queued = ". => 250 2.6.0 Queued";

    private static readonly string[] s_three = ["one@mx.example", "two@mx.example", "three@mx.example"];
    private static readonly string[] s_greetings = ["250 mx.example", "250-mx.example|250 PIPELINING", "250-mx.example|250-SIZE 1000000|250 8BITMIME"];

    [Theory]
    [InlineData(SmtpStage.Mail, TooMany, "MAIL => " + TooMany)]
    [InlineData(SmtpStage.Mail, "550 5.7.1 Not you", "MAIL => 550 5.7.1 Not you")]
    [InlineData(SmtpStage.Data, "451 4.3.0 Not now", Mail, One, "DATA => 451 4.3.0 Not now")]
    [InlineData(SmtpStage.Data, "554 5.5.1 No", Mail, One, "DATA => 554 5.5.1 No")]
    [InlineData(SmtpStage.EndOfData, "452 4.3.1 Full", Mail, One, Data, ". => 452 4.3.1 Full")]
    [InlineData(SmtpStage.EndOfData, "550 5.7.1 Spam it is", Mail, One, Data, ". => 550-5.7.1 Spam|550 5.7.1 it is")]
    public async Task A_refusal_is_kept_exactly_with_its_stage_and_the_session_goes_on(SmtpStage stage, string reply, params string[] script)
    {
        await using var server = Server([.. script, Mail, One, Data, Queued]);
        await using var session = await OpenAsync(server);

        var refused = await SendAsync(session, "Subject: 1\r\n\r\nfirst\r\n", "one@mx.example");
        var delivered = await SendAsync(session, "Subject: 2\r\n\r\nsecond\r\n", "one@mx.example");

        Assert.Equal((stage, reply, TransportFailure.None), (refused.Stage, refused.Reply?.ToString(), refused.Failure));
        Assert.Equal((true, false), (refused.SessionUsable, refused.OutcomeUnknown));
        Assert.Equal([new RecipientOutcome("one@mx.example", stage, refused.Reply, TransportFailure.None)], refused.Recipients);
        Assert.True(Assert.Single(delivered.Recipients).IsDelivered);
    }

    [Theory]
    [InlineData(0, "450 4.2.1 Not two")]
    [InlineData(0, "550 5.1.1 No two")]
    [InlineData(1, "450 4.2.1 Not two")]
    [InlineData(1, "550 5.1.1 No two")]
    public async Task One_refused_recipient_does_not_keep_the_others_from_delivery(int greeting, string refusal)
    {
        await using var server = Server([Mail, One, "RCPT TO:<two@mx.example> => " + refusal, Three, Data, Queued], greeting);
        await using var session = await OpenAsync(server);

        var result = await SendAsync(session, "Subject: 1\r\n\r\nfirst\r\n", s_three);

        Assert.Equal(s_three, result.Recipients.Select(static outcome => outcome.Address));
        Assert.Equal([true, false, true], result.Recipients.Select(static outcome => outcome.IsDelivered));
        Assert.Equal(["250 2.6.0 Queued", refusal, "250 2.6.0 Queued"], result.Recipients.Select(static outcome => outcome.Reply?.ToString()));
        Assert.Equal([SmtpStage.EndOfData, SmtpStage.Rcpt, SmtpStage.EndOfData], result.Recipients.Select(static outcome => outcome.Stage));
        Assert.Equal((TransportFailure.None, true, false), (result.Failure, result.SessionUsable, result.OutcomeUnknown));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task When_all_recipients_are_refused_each_keeps_its_own_reply(int greeting)
    {
        string[] refusals = ["450 4.2.1 Not one", "550 5.1.1 No two", "452 4.5.3 Not three"];
        await using var server = Server([Mail, .. s_three.Zip(refusals, static (address, refusal) => $"RCPT TO:<{address}> => {refusal}")], greeting);
        await using var session = await OpenAsync(server);

        var result = await SendAsync(session, "Subject: 1\r\n\r\nfirst\r\n", s_three);

        Assert.Equal((SmtpStage.Rcpt, refusals[2], TransportFailure.None), (result.Stage, result.Reply?.ToString(), result.Failure));
        Assert.Equal(refusals, result.Recipients.Select(static outcome => outcome.Reply?.ToString()));
        Assert.All(result.Recipients, static outcome => Assert.Equal((SmtpStage.Rcpt, false), (outcome.Stage, outcome.IsDelivered)));
        Assert.Equal((true, false), (result.SessionUsable, result.OutcomeUnknown));
    }

    [Fact]
    public async Task A_drop_in_the_middle_of_the_data_leaves_nothing_unknown()
    {
        await using var server = Server([Mail, One, Data, "* => RST"]);
        await using var session = await OpenAsync(server);

        // More than the sockets' buffers hold, so that its end cannot be sent.
        var line = new string('x', 998) + "\r\n";
        var result = await SendAsync(session, "Subject: 1\r\n\r\n" + string.Concat(Enumerable.Repeat(line, 32 * 1024)), "one@mx.example");

        Assert.Equal((TransportFailure.Dropped, null), (result.Failure, result.Reply));
        Assert.Equal((false, false, false), (result.SessionUsable, result.OutcomeUnknown, session.IsAlive));
        Assert.False(Assert.Single(result.Recipients).IsDelivered);
    }

    [Theory]
    [InlineData(TransportFailure.Dropped, SmtpStage.Mail, false, "MAIL => FIN")]
    [InlineData(TransportFailure.Dropped, SmtpStage.Rcpt, false, Mail, "RCPT => RST")]
    [InlineData(TransportFailure.Dropped, SmtpStage.Data, false, Mail, One, "DATA => FIN")]
    [InlineData(TransportFailure.Dropped, SmtpStage.EndOfData, true, Mail, One, Data, ". => FIN")]
    [InlineData(TransportFailure.Dropped, SmtpStage.EndOfData, true, Mail, One, Data, ". => RST")]
    [InlineData(TransportFailure.TimedOut, SmtpStage.EndOfData, true, Mail, One, Data, ". => SILENCE")]
    public async Task Only_a_lost_answer_to_the_end_of_data_leaves_the_outcome_unknown(TransportFailure failure, SmtpStage stage, bool unknown, params string[] script)
    {
        await using var server = Server(script);
        await using var session = await OpenAsync(server, new SmtpTimeouts { Data = failure == TransportFailure.TimedOut ? TimeSpan.FromSeconds(1) : ScriptedSmtpServer.Limit });

        var result = await SendAsync(session, "Subject: 1\r\n\r\nfirst\r\n", "one@mx.example");

        Assert.Equal((failure, stage, null, unknown), (result.Failure, result.Stage, result.Reply, result.OutcomeUnknown));
        Assert.Equal((false, false), (result.SessionUsable, session.IsAlive));
        Assert.Equal([new RecipientOutcome("one@mx.example", stage, null, failure)], result.Recipients);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Two_messages_in_one_session_arrive_byte_for_byte(int greeting)
    {
        string[] bodies = ["Subject: 1\r\nX-Odd:  two  spaces \r\n\r\n.\r\n..\r\n.dot\r\n\r\nlast\r\n", "Subject: 2\r\n\r\n\r\n." + (greeting == 2 ? "\u00e9" : string.Empty) + "\r\n"];
        var accepted = 0;
        await using var server = Server([Mail, One, Two, Data, Queued, Mail, One, Two, Data, Queued], greeting);
        await using var session = await OpenAsync(server);

        foreach (var body in bodies)
        {
            var result = await SendAsync(session, body, () => accepted++, s_three[..2]);
            Assert.Equal((SmtpStage.EndOfData, "250 2.6.0 Queued", true), (result.Stage, result.Reply?.ToString(), result.SessionUsable));
            Assert.All(result.Recipients, static outcome => Assert.True(outcome.IsDelivered));
        }

        Assert.Equal(bodies, server.Bodies);
        Assert.Equal((2, true), (accepted, session.IsAlive));
        await session.CloseAsync(TestContext.Current.CancellationToken);
        Assert.False(session.IsAlive);
    }

    private static ScriptedSmtpServer Server(string[] script, int greeting = 0) => new(["220 ready", "EHLO => " + s_greetings[greeting], .. script]);

    private static async Task<IMailSession> OpenAsync(ScriptedSmtpServer server, SmtpTimeouts? timeouts = null) =>
        (await Opening.OpenAsync(server.EndPoint, TlsMode.Off, timeouts)).Session ?? throw new InvalidOperationException("No session.");

    private static Task<TransactionResult> SendAsync(IMailSession session, string message, params string[] recipients) =>
        SendAsync(session, message, null, recipients);

    private static Task<TransactionResult> SendAsync(IMailSession session, string message, Action? accepted, string[] recipients)
    {
        var content = MessageContent.FromBytes(Encoding.Latin1.GetBytes(message));
        var request = new TransactionRequest { Sender = "s@sender.example", Recipients = recipients, Content = content, SenderAccepted = accepted };
        return session.SendAsync(request, TestContext.Current.CancellationToken).AsTask().WaitAsync(ScriptedSmtpServer.Limit);
    }
}
