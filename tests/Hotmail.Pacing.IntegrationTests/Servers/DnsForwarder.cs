using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hotmail.Pacing.IntegrationTests.Servers;

/// <summary>
/// A DNS server on loopback, UDP only, that hands questions on to another, and leaves those about some names without an answer: as a resolver does
/// whose own question to a domain's name servers is lost. Without another server it answers nothing at all.
/// </summary>
internal sealed class DnsForwarder : IAsyncDisposable
{
    private const int HeaderLength = 12;
    private readonly UdpClient _clients;
    private readonly UdpClient _server = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly IPEndPoint? _upstream;
    private readonly string? _silentAbout;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<ushort, (ushort Id, IPEndPoint Client)> _asking = [];
    private readonly Task _running;
    private int _unanswered;
    private ushort _lastId;

    private DnsForwarder(IPEndPoint endPoint, IPEndPoint? upstream, string? silentAbout)
    {
        EndPoint = endPoint;
        _upstream = upstream;
        _silentAbout = silentAbout;
        _clients = new UdpClient(endPoint);
        _running = upstream is null ? TakeQuestionsAsync() : Task.WhenAll(TakeQuestionsAsync(), GiveAnswersAsync());
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>The questions it left without an answer.</summary>
    public int Unanswered => Volatile.Read(ref _unanswered);

    /// <summary>Starts one that answers nothing.</summary>
    /// <param name="endPoint">Where to listen; <see langword="null"/> for a free port.</param>
    public static DnsForwarder StartSilent(IPEndPoint? endPoint = null) => new(endPoint ?? Free(), null, null);

    /// <summary>Starts one that hands on what is not asked about a domain.</summary>
    /// <param name="upstream">The server that knows.</param>
    /// <param name="silentAbout">The domain: neither it nor what is below it gets an answer.</param>
    public static DnsForwarder Start(IPEndPoint upstream, string silentAbout) => new(Free(), upstream, silentAbout);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _clients.Dispose();
        _server.Dispose();
    }

    private static IPEndPoint Free() => new(IPAddress.Loopback, Loopback.FreePort());

    private static string NameOf(ReadOnlySpan<byte> question)
    {
        var name = new StringBuilder();
        for (var at = HeaderLength; question[at] != 0; at += question[at] + 1)
        {
            name.Append('.').Append(Encoding.ASCII.GetString(question.Slice(at + 1, question[at])));
        }

        return name.ToString();
    }

    private async Task TakeQuestionsAsync()
    {
        while (true)
        {
            var question = await _clients.ReceiveAsync(_stop.Token);
            if (_upstream is null || NameOf(question.Buffer).EndsWith($".{_silentAbout}", StringComparison.OrdinalIgnoreCase))
            {
                Interlocked.Increment(ref _unanswered);
                continue;
            }

            // Two clients may have drawn the same number.
            lock (_asking)
            {
                _asking[++_lastId] = (BinaryPrimitives.ReadUInt16BigEndian(question.Buffer), question.RemoteEndPoint);
                BinaryPrimitives.WriteUInt16BigEndian(question.Buffer, _lastId);
            }

            await _server.SendAsync(question.Buffer, _upstream, _stop.Token);
        }
    }

    private async Task GiveAnswersAsync()
    {
        while (true)
        {
            var answer = await _server.ReceiveAsync(_stop.Token);
            (ushort Id, IPEndPoint Client) asked;
            lock (_asking)
            {
                if (!_asking.Remove(BinaryPrimitives.ReadUInt16BigEndian(answer.Buffer), out asked))
                {
                    continue;
                }
            }

            BinaryPrimitives.WriteUInt16BigEndian(answer.Buffer, asked.Id);
            await _clients.SendAsync(answer.Buffer, asked.Client, _stop.Token);
        }
    }
}
