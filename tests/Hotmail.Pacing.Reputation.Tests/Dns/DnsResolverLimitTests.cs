using System.Net;
using System.Net.Sockets;
using System.Text;
using Hotmail.Pacing.Reputation.Dns;

namespace Hotmail.Pacing.Reputation.Tests.Dns;

/// <summary>How many questions are under way, by the count of a server that answers when the test says so.</summary>
public sealed class DnsResolverLimitTests : IDisposable
{
    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    public DnsResolverLimitTests() => _server.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task No_more_than_the_limit_are_under_way_and_the_others_follow_in_their_order()
    {
        var resolver = Resolver(2);
        var answers = "abcde".Select(name => resolver.ResolveAsync($"{name}.test", DnsRecordKind.A, Token).AsTask()).ToList();
        var underWay = new Queue<Question>();
        underWay.Enqueue(await ReceiveAsync());
        underWay.Enqueue(await ReceiveAsync());
        var order = new List<string>();

        foreach (var expected in new[] { "c", "d", "e" })
        {
            Assert.Equal(0, _server.Available);
            order.Add(await AnswerAsync(underWay.Dequeue()));
            underWay.Enqueue(await ReceiveAsync());
            Assert.Equal(expected, underWay.Last().Name);
        }

        order.Add(await AnswerAsync(underWay.Dequeue()));
        order.Add(await AnswerAsync(underWay.Dequeue()));
        Assert.Equal(["a", "b", "c", "d", "e"], order.Order(StringComparer.Ordinal));
        Assert.All(await Task.WhenAll(answers), static answer => Assert.Equal(DnsAnswerStatus.NoName, answer.Status));
    }

    [Fact]
    public async Task Who_is_cancelled_leaves_the_queue_and_gives_up_the_turn()
    {
        var resolver = Resolver(1);
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var a = resolver.ResolveAsync("a.test", DnsRecordKind.A, first.Token).AsTask();
        var b = resolver.ResolveAsync("b.test", DnsRecordKind.A, second.Token).AsTask();
        var c = resolver.ResolveAsync("c.test", DnsRecordKind.A, Token).AsTask();
        Assert.Equal("a", (await ReceiveAsync()).Name);

        await second.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => b);
        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => a);

        Assert.Equal("c", await AnswerAsync(await ReceiveAsync()));
        Assert.Equal(DnsAnswerStatus.NoName, (await c).Status);
    }

    [Fact]
    public async Task The_same_question_goes_out_once_for_all_who_still_want_it()
    {
        var resolver = Resolver(10);
        using var first = new CancellationTokenSource();
        var cancelled = resolver.ResolveAsync("a.test", DnsRecordKind.A, first.Token).AsTask();
        var same = resolver.ResolveAsync("A.test", DnsRecordKind.A, Token).AsTask();
        var other = resolver.ResolveAsync("a.test", DnsRecordKind.Txt, Token).AsTask();
        Question[] questions = [await ReceiveAsync(), await ReceiveAsync()];

        await first.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal(0, _server.Available);
        foreach (var question in questions)
        {
            await AnswerAsync(question);
        }

        Assert.Equal((DnsAnswerStatus.NoName, DnsAnswerStatus.NoName), ((await same).Status, (await other).Status));

        // After the answer it is a new question.
        var later = resolver.ResolveAsync("a.test", DnsRecordKind.A, Token).AsTask();
        await AnswerAsync(await ReceiveAsync());
        Assert.Equal(DnsAnswerStatus.NoName, (await later).Status);
    }

    [Fact]
    public async Task However_many_come_and_go_no_turn_is_lost()
    {
        var resolver = Resolver(2);
        using var stop = new CancellationTokenSource();
        var server = AnswerAllAsync(stop.Token);

        var statuses = await Task.WhenAll(Enumerable.Range(0, 400).Select(index => ComeAndGoAsync(resolver, index))).WaitAsync(TimeSpan.FromMinutes(1), Token);

        Assert.All(statuses, static status => Assert.True(status is null or DnsAnswerStatus.NoName));
        Assert.Contains(null, statuses);
        await stop.CancelAsync();
        await server;
        Task[] last = [resolver.ResolveAsync("x.test", DnsRecordKind.A, Token).AsTask(), resolver.ResolveAsync("y.test", DnsRecordKind.A, Token).AsTask()];
        var underWay = new List<Question>();
        while (underWay.Count(static question => question.Name is "x" or "y") < 2)
        {
            // One that was given up may still be on its way.
            underWay.Add(await ReceiveAsync().WaitAsync(TimeSpan.FromMinutes(1), Token));
        }

        foreach (var question in underWay)
        {
            await AnswerAsync(question);
        }

        await Task.WhenAll(last);
    }

    /// <summary>So answers a server that is asked for a zone which is not its own: it says nothing of the name.</summary>
    [Theory]
    [InlineData(0x80, 0x00, DnsAnswerStatus.Failed)]
    [InlineData(0x80, 0x80, DnsAnswerStatus.NoData)]
    [InlineData(0x84, 0x00, DnsAnswerStatus.NoData)]
    public async Task An_empty_answer_counts_from_the_zones_server_or_one_that_asks_it(byte flags, byte moreFlags, DnsAnswerStatus status)
    {
        var answer = Resolver(1).ResolveAsync("a.test", DnsRecordKind.Txt, Token).AsTask();
        var question = await ReceiveAsync();
        question.Bytes[2] = flags;
        question.Bytes[3] = moreFlags;
        await _server.SendToAsync(question.Bytes, question.From, Token);

        Assert.Equal(status, (await answer).Status);
    }

    [Fact]
    public void The_limit_is_positive() => Assert.Throws<ArgumentOutOfRangeException>(static () => new DnsResolver(new DnsResolverOptions { MaxConcurrentQuestions = 0 }));

    /// <summary>Every third is cancelled, sooner or later; null is for those that were.</summary>
    private static async Task<DnsAnswerStatus?> ComeAndGoAsync(DnsResolver resolver, int index)
    {
        using var source = new CancellationTokenSource();
        var answer = resolver.ResolveAsync($"{(char)('a' + (index % 7))}.test", DnsRecordKind.A, source.Token).AsTask();
        if (index % 3 == 0)
        {
            for (var turns = index % 50; turns > 0; turns--)
            {
                await Task.Yield();
            }

            await source.CancelAsync();
        }

        try
        {
            return (await answer).Status;
        }
        catch (OperationCanceledException) when (source.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task AnswerAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await AnswerAsync(await ReceiveUntilAsync(cancellationToken));
            }
        }
        catch (OperationCanceledException)
        {
            // It was told to stop.
        }
    }

    private DnsResolver Resolver(int limit) => new(new DnsResolverOptions
    {
        Servers = { (IPEndPoint)_server.LocalEndPoint! },
        Timeout = TimeSpan.FromMinutes(5),
        Retries = 0,
        UseCache = false,
        MaxConcurrentQuestions = limit,
    });

    private Task<Question> ReceiveAsync() => ReceiveUntilAsync(Token);

    private async Task<Question> ReceiveUntilAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[512];
        var received = await _server.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), cancellationToken);

        // The name's first label stands behind the header of 12 bytes.
        return new Question(Encoding.ASCII.GetString(buffer, 13, buffer[12]), buffer[..received.ReceivedBytes], received.RemoteEndPoint);
    }

    /// <summary>Says that there is no such name.</summary>
    private async Task<string> AnswerAsync(Question question)
    {
        question.Bytes[2] |= 0x80;
        question.Bytes[3] = 0x83;
        await _server.SendToAsync(question.Bytes, question.From, Token);
        return question.Name;
    }

    private sealed record Question(string Name, byte[] Bytes, EndPoint From);
}
