using System.Net.Security;
using System.Net.Sockets;
using Hotmail.Pacing.Testing.Accounting;

namespace Hotmail.Pacing.Testing.Protocol;

/// <summary>
/// One connection as bytes and time: it carries out scripted actions, waits while it watches whether the client leaves, starts TLS, and closes
/// without losing the last reply.
/// </summary>
internal sealed class SmtpChannel : IAsyncDisposable
{
    /// <summary>How long a closed connection is read on, so that a client which is still sending finds the last reply and not a reset.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);

    private readonly ReceiverContext context;
    private readonly ConnectionPlace place;
    private readonly NetworkStream network;
    private SslStream? tls;

    public SmtpChannel(ReceiverContext context, ConnectionPlace place)
    {
        this.context = context;
        this.place = place;
        place.Socket.NoDelay = true;
        network = new NetworkStream(place.Socket, ownsSocket: false);
        Input = new SmtpInput(network);
        Output = new ReplyWriter(network);
    }

    public SmtpInput Input { get; }

    public ReplyWriter Output { get; }

    public bool IsTls => tls is not null;

    /// <summary>Carries out an action.</summary>
    /// <returns>False when the session is over.</returns>
    public async ValueTask<bool> SayAsync(ScriptedAction action)
    {
        switch (action.Kind)
        {
            case ActionKind.Reply or ActionKind.Garbage:
                await Output.WriteAsync(action.Bytes).ConfigureAwait(false);
                return true;
            case ActionKind.ReplyByteByByte:
                return await SayByteByByteAsync(action).ConfigureAwait(false);
            case ActionKind.ReplyAndClose:
                await Output.WriteAsync(action.Bytes).ConfigureAwait(false);
                await CloseAsync().ConfigureAwait(false);
                return false;
            case ActionKind.Hang:
                await Output.FlushAsync().ConfigureAwait(false);
                await WaitAsync(Timeout.InfiniteTimeSpan, discard: true).ConfigureAwait(false);
                return false;
            default:
                context.Ledger.Release(place);
                await Output.FlushAsync().ConfigureAwait(false);
                return false;
        }
    }

    /// <summary>Waits, after what was said so far has been sent.</summary>
    /// <param name="time">How long.</param>
    /// <param name="watch">Whether to look meanwhile if the client leaves. It means to read on, which must not be before STARTTLS is answered: a TLS handshake could come.</param>
    /// <returns>False when the client left meanwhile.</returns>
    public async ValueTask<bool> DelayAsync(TimeSpan time, bool watch = true)
    {
        await Output.FlushAsync().ConfigureAwait(false);
        if (watch)
        {
            return await WaitAsync(time, discard: false).ConfigureAwait(false);
        }

        await Task.Delay(time, context.Time, context.Stopping).ConfigureAwait(false);
        return true;
    }

    public async ValueTask StartTlsAsync()
    {
        await Output.FlushAsync().ConfigureAwait(false);
        tls = new SslStream(network, leaveInnerStreamOpen: true);
        await tls.AuthenticateAsServerAsync(context.Tls, context.Stopping).ConfigureAwait(false);
        Input.Switch(tls);
        Output.Switch(tls);
    }

    /// <summary>Sends what is left to say and closes. The place is free before the client can see that.</summary>
    public async ValueTask CloseAsync()
    {
        context.Ledger.Release(place);
        await Output.FlushAsync().ConfigureAwait(false);
        if (tls is not null)
        {
            await tls.ShutdownAsync().ConfigureAwait(false);
        }

        place.Socket.Shutdown(SocketShutdown.Send);
        await WaitAsync(Linger, discard: true).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        // A read under way ends with the socket, and only then may its buffer be given back.
        context.Ledger.Release(place);
        place.Socket.Dispose();
        await Input.DisposeAsync().ConfigureAwait(false);
        if (tls is not null)
        {
            await tls.DisposeAsync().ConfigureAwait(false);
        }

        await network.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<bool> SayByteByByteAsync(ScriptedAction action)
    {
        for (int i = 0; i < action.Bytes.Length; i++)
        {
            if (i > 0 && action.Pause > TimeSpan.Zero && !await DelayAsync(action.Pause).ConfigureAwait(false))
            {
                return false;
            }

            await Output.WriteAsync(action.Bytes.AsSpan(i, 1)).ConfigureAwait(false);
            await Output.FlushAsync().ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>Waits and reads on meanwhile, because only so is it seen that the client leaves.</summary>
    private async ValueTask<bool> WaitAsync(TimeSpan time, bool discard)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(context.Stopping);
        var elapsed = Task.Delay(time, context.Time, cancel.Token);
        while (!elapsed.IsCompleted)
        {
            if (discard)
            {
                Input.Clear();
            }

            // A full buffer can't be read into: then the client's leaving is seen afterwards.
            if (Input.BeginFill() is not { } more || await Task.WhenAny(elapsed, more).ConfigureAwait(false) == elapsed)
            {
                break;
            }

            if (!await Input.FillAsync().ConfigureAwait(false))
            {
                await cancel.CancelAsync().ConfigureAwait(false);
                return false;
            }
        }

        await elapsed.ConfigureAwait(false);
        return true;
    }
}
