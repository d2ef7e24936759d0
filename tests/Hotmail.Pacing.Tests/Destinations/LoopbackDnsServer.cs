using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hotmail.Pacing.Tests.Destinations;

/// <summary>A DNS server on 127.0.0.1, by UDP and TCP on one port, that answers what it is told: enough of RFC 1035 to see what a client makes of it.</summary>
internal sealed class LoopbackDnsServer : IAsyncDisposable
{
    public const ushort A = 1, Cname = 5, Soa = 6, Mx = 15, Aaaa = 28;

    private readonly CancellationTokenSource _stop = new();
    private readonly UdpClient _udp;
    private readonly TcpListener _tcp;
    private readonly Func<string, ushort, bool, Answer> _answer;
    private readonly Task _serving;
    private int _questions;

    /// <param name="answer">From the name, the type, and whether it was asked by TCP.</param>
    public LoopbackDnsServer(Func<string, ushort, bool, Answer> answer)
    {
        _answer = answer;
        _tcp = new TcpListener(IPAddress.Loopback, 0);
        _tcp.Start();
        EndPoint = (IPEndPoint)_tcp.LocalEndpoint;
        _udp = new UdpClient(EndPoint);
        _serving = Task.WhenAll(ServeUdpAsync(), ServeTcpAsync());
    }

    public IPEndPoint EndPoint { get; }

    public int Questions => Volatile.Read(ref _questions);

    public static (string Name, ushort Type, uint Ttl, byte[] Data) MxRecord(string name, uint ttl, ushort preference, string host) =>
        (name, Mx, ttl, [(byte)(preference >> 8), (byte)preference, .. Name(host)]);

    public static (string Name, ushort Type, uint Ttl, byte[] Data) AddressRecord(string name, uint ttl, string address) =>
        (name, address.Contains(':') ? Aaaa : A, ttl, IPAddress.Parse(address).GetAddressBytes());

    public static (string Name, ushort Type, uint Ttl, byte[] Data) CnameRecord(string name, uint ttl, string target) => (name, Cname, ttl, Name(target));

    public static (string Name, ushort Type, uint Ttl, byte[] Data) SoaRecord(string name, uint ttl, uint minimum) =>
        (name, Soa, ttl, [.. Name("ns"), .. Name("root"), .. new byte[16], .. Bytes(minimum)]);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _udp.Dispose();
        _tcp.Dispose();
        _stop.Dispose();
    }

    private async Task ServeUdpAsync()
    {
        while (true)
        {
            var question = await _udp.ReceiveAsync(_stop.Token);
            await _udp.SendAsync(Reply(question.Buffer, overTcp: false), question.RemoteEndPoint, _stop.Token);
        }
    }

    private async Task ServeTcpAsync()
    {
        while (true)
        {
            using var client = await _tcp.AcceptTcpClientAsync(_stop.Token);
            var stream = client.GetStream();
            var length = new byte[2];
            await stream.ReadExactlyAsync(length, _stop.Token);
            var question = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
            await stream.ReadExactlyAsync(question, _stop.Token);
            var reply = Reply(question, overTcp: true);
            await stream.WriteAsync((byte[])[(byte)(reply.Length >> 8), (byte)reply.Length, .. reply], _stop.Token);
        }
    }

    private byte[] Reply(byte[] question, bool overTcp)
    {
        Interlocked.Increment(ref _questions);
        var labels = new List<string>();
        var end = 12;
        while (question[end] != 0)
        {
            labels.Add(Encoding.ASCII.GetString(question, end + 1, question[end]));
            end += question[end] + 1;
        }

        var type = BinaryPrimitives.ReadUInt16BigEndian(question.AsSpan(end + 1));
        var answer = _answer(string.Join('.', labels), type, overTcp);
        return
        [
            .. question.AsSpan(0, 2),
            (byte)(answer.Truncated ? 0x83 : 0x81), (byte)(0x80 | answer.Code),
            0, 1, 0, (byte)answer.Records.Length, 0, (byte)answer.Authority.Length, 0, 0,
            .. question.AsSpan(12, end + 5 - 12),
            .. answer.Records.Concat(answer.Authority).SelectMany(static r =>
                (byte[])[.. Name(r.Name), .. Bytes(((uint)r.Type << 16) | 1), .. Bytes(r.Ttl), (byte)(r.Data.Length >> 8), (byte)r.Data.Length, .. r.Data]),
        ];
    }

    private static byte[] Name(string name) =>
        [.. name.Split('.', StringSplitOptions.RemoveEmptyEntries).SelectMany(static label => (byte[])[(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]), 0];

    private static byte[] Bytes(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    internal sealed record Answer(params (string Name, ushort Type, uint Ttl, byte[] Data)[] Records)
    {
        public byte Code { get; init; }

        public bool Truncated { get; init; }

        public (string Name, ushort Type, uint Ttl, byte[] Data)[] Authority { get; init; } = [];
    }
}
