using System.Net;
using Hotmail.Pacing.Destinations;
using Hotmail.Pacing.Dispatch;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Retries;
using Hotmail.Pacing.Transport;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Tests.Dispatch;

public sealed class ConnectionOpenerTests
{
    private static readonly SessionResult Open = new(new NoSession(), SmtpStage.Ehlo, null, TransportFailure.None, null);
    private static readonly SessionResult Unreachable = new(null, SmtpStage.Connect, null, TransportFailure.ConnectFailed, "refused");
    private static readonly SessionResult BrokenTls = new(null, SmtpStage.StartTls, null, TransportFailure.Tls, "the handshake failed");
    private static readonly SessionResult Dropped = new(null, SmtpStage.Banner, null, TransportFailure.Dropped, "closed");
    private static readonly SessionResult Throttled =
        new(null, SmtpStage.Banner, SmtpReply.Parse("451 4.7.652 The mail server [192.0.2.1] has exceeded the maximum number of connections. (S3115)", SmtpStage.Banner), TransportFailure.None, null);

    private static readonly EgressSource Direct = new() { Name = "main" };

    private readonly FakeTimeProvider _time = new();
    private readonly Resolver _resolver = new();
    private readonly Transport _transport = new();
    private readonly ConnectionOpener _opener;
    private int _openings;
    private int _allowed = int.MaxValue;

    public ConnectionOpenerTests() =>
        _opener = new ConnectionOpener(_resolver, _transport, new AttemptJudge(new ReplyClassifier(), new ExponentialRetryScheduler()), new HostMemory(), _time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_next_preference_is_tried_when_a_host_cannot_be_reached_and_the_dead_one_comes_last_from_then_on()
    {
        _resolver.Hosts = [new("mx1", 10), new("mx2", 20)];
        _transport.Answer = request => request.Host == "mx1" ? Unreachable : Open;

        Assert.NotNull((await OpenAsync()).Session);
        Assert.Equal(["mx1", "mx2"], _transport.Asked.Select(static request => request.Host));
        Assert.NotNull((await OpenAsync()).Session);
        Assert.Equal(["mx1", "mx2", "mx2"], _transport.Asked.Select(static request => request.Host));

        _time.Advance(HostMemory.Unreachable);
        await OpenAsync();
        Assert.Equal(["mx1", "mx2"], _transport.Asked.Skip(3).Select(static request => request.Host));
        Assert.Equal(_transport.Asked.Count, _openings);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_host_that_refuses_ends_the_search(bool withReply)
    {
        _resolver.Hosts = [new("mx1", 10), new("mx2", 20)];
        _transport.Answer = _ => withReply ? Throttled : Dropped;

        var failure = (await OpenAsync()).Failure!;

        Assert.Equal((SmtpStage.Banner, "mx1"), (failure.Stage, failure.Host));
        Assert.Equal(withReply ? ReplyClass.ConnectionLimit : ReplyClass.ServerTemporary, failure.Meaning.Class);
        Assert.Single(_transport.Asked);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Nothing_is_opened_that_the_path_does_not_allow(int allowed)
    {
        _allowed = allowed;
        _resolver.Hosts = [new("mx1", 10), new("mx2", 20)];
        _transport.Answer = _ => Unreachable;

        Assert.Equal(TransportFailure.Cancelled, (await OpenAsync()).Failure!.Failure);
        Assert.Equal(allowed, _transport.Asked.Count);
    }

    [Fact]
    public async Task No_more_than_five_addresses_are_tried()
    {
        _resolver.Hosts = [.. Enumerable.Range(0, 9).Select(static number => new MailExchanger($"mx{number}", 10))];
        _transport.Answer = _ => Unreachable;
        Assert.Equal(TransportFailure.ConnectFailed, (await OpenAsync()).Failure!.Failure);
        Assert.Equal(5, _transport.Asked.Count);
    }

    [Fact]
    public async Task A_host_without_an_address_is_passed_over_and_named_when_there_is_no_other()
    {
        _resolver.Hosts = [new("nowhere", 10), new("mx2", 20)];
        Assert.NotNull((await OpenAsync()).Session);

        _resolver.Hosts = [new("nowhere", 10)];
        var failure = (await OpenAsync()).Failure!;
        Assert.Equal(TransportFailure.NameResolution, failure.Failure);
        Assert.Equal("it has no address", failure.Detail);
    }

    [Fact]
    public async Task Opportunistic_tls_goes_on_in_the_clear_after_a_failed_handshake()
    {
        _transport.Answer = static request => request.Tls == TlsMode.Off ? Open : BrokenTls;
        Assert.NotNull((await OpenAsync()).Session);
        Assert.Equal([TlsMode.Opportunistic, TlsMode.Off], _transport.Asked.Select(static request => request.Tls));
        Assert.Equal(2, _openings);
    }

    [Fact]
    public async Task Required_tls_does_not_go_on_in_the_clear()
    {
        _transport.Answer = static request => request.Tls == TlsMode.Off ? Open : BrokenTls;
        var failure = (await OpenAsync(profile: new PacingProfile { Tls = TlsMode.Required })).Failure!;
        Assert.Equal((TransportFailure.Tls, "mx1 (192.0.2.1:25): the handshake failed"), (failure.Failure, failure.Detail));
        Assert.Single(_transport.Asked);
    }

    [Fact]
    public async Task A_relay_never_gets_in_the_clear_what_was_meant_for_tls()
    {
        _transport.Answer = static request => request.Tls == TlsMode.Off ? Open : BrokenTls;
        var relayed = Direct with { Relay = new RelayEndpoint { Host = "127.0.0.1", UserName = "user", Password = "secret" } };
        Assert.Equal(TransportFailure.Tls, (await OpenAsync(relayed)).Failure!.Failure);
        Assert.Single(_transport.Asked);
    }

    [Theory]
    [InlineData(MailExchangerStatus.NullMx, true)]
    [InlineData(MailExchangerStatus.NoSuchDomain, true)]
    [InlineData(MailExchangerStatus.TemporaryFailure, false)]
    public async Task What_the_dns_says_against_a_domain_is_the_failure_and_nothing_is_opened(MailExchangerStatus status, bool isVerdict)
    {
        (_resolver.Status, _resolver.Hosts) = (status, []);
        var failure = (await OpenAsync()).Failure!;
        Assert.Equal(isVerdict, failure.IsVerdictOnDomain);
        Assert.Equal(isVerdict ? Permanence.Permanent : Permanence.Transient, failure.Meaning.Permanence);
        Assert.Empty(_transport.Asked);
        Assert.Equal(0, _openings);
    }

    private async Task<OpenResult> OpenAsync(EgressSource? source = null, PacingProfile? profile = null)
    {
        var plan = await _opener.PlanAsync(source ?? Direct, "example.com", new Random(1), Token);
        return await _opener.OpenAsync(source ?? Direct, new DestinationGroup("example.com", profile ?? new PacingProfile()), plan, () => _openings++ < _allowed, Token);
    }

    private sealed class Resolver : IMailExchangerResolver
    {
        public MailExchangerStatus Status { get; set; } = MailExchangerStatus.Found;

        public IReadOnlyList<MailExchanger> Hosts { get; set; } = [new("mx1", 10)];

        public ValueTask<MailExchangerAnswer> ResolveAsync(string domain, CancellationToken cancellationToken) => new(new MailExchangerAnswer(Status, Hosts));

        public ValueTask<HostAddresses> ResolveAddressesAsync(string host, CancellationToken cancellationToken) =>
            new(host == "nowhere" ? new HostAddresses([], "it has no address") : new HostAddresses([IPAddress.Parse("192.0.2.1")]));
    }

    private sealed class Transport : IMailTransport
    {
        public Func<SessionRequest, SessionResult> Answer { get; set; } = static _ => Open;

        public List<SessionRequest> Asked { get; } = [];

        public ValueTask<SessionResult> OpenAsync(SessionRequest request, CancellationToken cancellationToken)
        {
            Asked.Add(request);
            return new ValueTask<SessionResult>(Answer(request));
        }
    }

    private sealed class NoSession : IMailSession
    {
        public string Host => "mx";

        public IPEndPoint EndPoint { get; } = new(IPAddress.Loopback, 25);

        public bool IsSecure => false;

        public bool IsAlive => true;

        public ValueTask<TransactionResult> SendAsync(TransactionRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask CloseAsync(CancellationToken cancellationToken) => default;

        public ValueTask DisposeAsync() => default;
    }
}
