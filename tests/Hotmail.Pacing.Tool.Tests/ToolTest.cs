using System.Net;
using System.Text;
using Hotmail.Pacing.Control;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Sqlite;

namespace Hotmail.Pacing.Tool.Tests;

/// <summary>A spool with three deliveries on two paths that are paused, and the tool beside it: in this process, its output caught.</summary>
public abstract class ToolTest : IDisposable
{
    /// <summary>In milliseconds: a test that waits for what never comes fails then, instead of hanging.</summary>
    protected const int HangAfter = 120_000;

    protected static readonly EgressPath Microsoft = new("main", "microsoft-consumer");
    protected static readonly EgressPath Gmail = new("main", "gmail");

    private readonly string _folder = Directory.CreateTempSubdirectory("hotmail-pacing-tool-").FullName;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    protected string Spool => In("spool.db");

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected string In(string name) => Path.Combine(_folder, name);

    /// <summary>Delivery 1, deferred once, three hours old, of the campaign spring; 2 and 3, new, of summer.</summary>
    protected async Task FillAsync()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync();
        await queue.EnqueueAsync(
            [
                [Request(Microsoft, "hotmail.com", "spring", TimeSpan.FromHours(3), "ann@hotmail.com")],
                [Request(Microsoft, "outlook.com", "summer", TimeSpan.Zero, "bob@outlook.com", "ben@outlook.com"), Request(Gmail, "gmail.com", "summer", TimeSpan.Zero, "cid@gmail.com")],
            ],
            null,
            Token);
        Delivery first = (await queue.TakeAsync(new TakeRequest(Microsoft, Now), Token))!;
        Assert.Equal(1, first.Id.Value);
        var reply = new SmtpReply(451, "The mail server has exceeded the maximum number of connections. (S3115)", SmtpStage.Mail, new EnhancedStatusCode(4, 7, 652));
        await queue.UpdateAsync(
            first,
            new DeliveryUpdate
            {
                Remaining = first.Recipients,
                CountAttempt = true,
                DueAt = Now.AddHours(1),
                Reply = reply,
                Attempt = new DeliveryAttempt
                {
                    Number = 1, At = Now, Path = Microsoft, Host = "mx1.hotmail.com", EndPoint = new IPEndPoint(new IPAddress([192, 0, 2, 7]), 25), Stage = SmtpStage.Mail, Reply = reply,
                    Class = ReplyClass.ConnectionLimit, Rule = "a rule", Duration = TimeSpan.FromSeconds(1.5), RecipientCount = 1,
                    Recipients = [new AttemptedRecipient("ann@hotmail.com", RecipientStatus.Deferred, null)],
                },
            },
            Token);
        foreach (EgressPath path in (EgressPath[])[Microsoft, Gmail])
        {
            await queue.SavePathStateAsync(
                path, new PathState { SavedAt = Now, Ceiling = 17, PausedUntil = DateTimeOffset.MaxValue, PauseReason = "Paused by the test." }, Token);
        }
    }

    protected async Task<SqliteDeliveryQueue> OpenAsync()
    {
        var queue = new SqliteDeliveryQueue(Spool);
        await queue.OpenAsync(Token);
        return queue;
    }

    /// <summary>Fills the spool, and where <paramref name="running"/> is set starts a pacer on it.</summary>
    protected async Task<Owner> StartAsync(bool running)
    {
        await FillAsync();
        return running ? await Owner.StartAsync(Spool, Token) : Owner.None;
    }

    /// <summary>Runs the tool on the spool.</summary>
    protected Task<ToolRun> RunAsync(params string[] arguments) => RunWithAsync(static terminal => terminal, [.. arguments, "--spool", Spool]);

    internal static Task<ToolRun> RunWithAsync(Func<Terminal, Terminal> change, params string[] arguments) => RunWithAsync(change, Token, arguments);

    internal static async Task<ToolRun> RunWithAsync(Func<Terminal, Terminal> change, CancellationToken interrupt, params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var terminal = new Terminal { Output = output, Error = error, Input = TextReader.Null, Variable = static _ => null };
        int code = await PacingTool.RunAsync(arguments, change(terminal), interrupt);
        return new ToolRun(code, output.ToString(), error.ToString());
    }

    private static DeliveryRequest Request(EgressPath path, string domain, string campaign, TimeSpan age, params string[] recipients) => new()
    {
        Path = path, Route = "", Domain = domain, Sender = "news@sender.example", Recipients = recipients, Campaign = campaign, Content = s_content,
        AcceptedAt = Now - age, DueAt = Now - age, ExpiresAt = Now.AddDays(1), Engagement = Engagement.Engaged,
    };

    private static readonly MessageContent s_content = MessageContent.FromBytes(Encoding.ASCII.GetBytes("Subject: test\r\n\r\nHello.\r\n"));
}
