using System.Text;
using Hotmail.Pacing.DependencyInjection;
using Hotmail.Pacing.Destinations;
using Hotmail.Pacing.Dispatch;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Tests.Dispatch;

/// <summary>What the tests of <see cref="MessageIntake"/> share: the messages, and an intake whose mail exchangers are scripted.</summary>
internal sealed class IntakeHarness
{
    public static readonly DateTimeOffset Now = new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero);
    public static readonly MessageContent Content = MessageContent.FromBytes(Encoding.ASCII.GetBytes("Subject: a\r\n\r\nb\r\n"));

    private MessageIntake? _intake;

    /// <summary>To be set before the first message.</summary>
    public PacingOptions Options { get; } = new();

    public ScriptedResolver Resolver { get; } = new();

    public FakeTimeProvider Time { get; init; } = new(Now);

    public IMessageSigner? Signer { get; init; }

    public static OutboundMessage Message(params Recipient[] recipients) => new() { Sender = "news@example.com", Recipients = recipients, Content = Content };

    public static MailExchangerAnswer Found(params string[] hosts) =>
        new(MailExchangerStatus.Found, hosts.Select(static host => new MailExchanger(host, 10)).ToArray());

    public static IEnumerable<string> Shown(PlannedMessage plan) =>
        plan.Deliveries.Select(static delivery => $"{delivery.Path.Group} {delivery.Domain} {delivery.Engagement} {string.Join(' ', delivery.Recipients)}");

    public async Task<PlannedMessage> PlanAsync(OutboundMessage message) => Assert.Single(await PlanAsync([message], isBatch: false));

    public async Task<IReadOnlyList<PlannedMessage>> PlanAsync(OutboundMessage[] messages, bool isBatch) =>
        await Intake().PlanAsync(messages, isBatch, Now, TestContext.Current.CancellationToken);

    public async Task<IReadOnlyList<MessageProblem>> ProblemsAsync(params OutboundMessage[] messages)
    {
        var exception = await Assert.ThrowsAsync<InvalidMessageException>(() => PlanAsync(messages, isBatch: messages.Length > 1));
        return exception.Problems;
    }

    /// <summary>Made at its first use, so that a test can set options before. Of the context it uses the configuration alone.</summary>
    private MessageIntake Intake() => _intake ??= new MessageIntake(
        new PacerContext(PacingConfiguration.Compile(Options))
        {
            Time = Time,
            Queue = null!,
            Gate = null!,
            Opener = null!,
            Judge = null!,
            Telemetry = null!,
            Verdicts = null!,
            NewRandom = null!,
            Retired = null!,
            Stopping = CancellationToken.None,
            Aborted = CancellationToken.None,
        },
        Resolver,
        Signer);

    public sealed class ScriptedResolver : IMailExchangerResolver
    {
        public Dictionary<string, MailExchangerAnswer> Answers { get; } = [];

        public List<string> Asked { get; } = [];

        public Func<string, Task<MailExchangerAnswer>?> Later { get; set; } = static _ => null;

        public ValueTask<MailExchangerAnswer> ResolveAsync(string domain, CancellationToken cancellationToken)
        {
            Asked.Add(domain);
            return Later(domain) is { } later ? new(later) : ValueTask.FromResult(Answers.GetValueOrDefault(domain) ?? new MailExchangerAnswer(MailExchangerStatus.Found, [new MailExchanger($"mx.{domain}", 10)]));
        }

        public ValueTask<HostAddresses> ResolveAddressesAsync(string host, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
