using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Hotmail.Pacing.Testing.Accounting;

namespace Hotmail.Pacing.Testing.Protocol;

/// <summary>Accepts connections one by one, so that each is counted before the next, and runs their sessions.</summary>
internal sealed class ReceiverListener : IAsyncDisposable
{
    private const int Backlog = 1024;
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(50);

    private readonly ReceiverContext context;
    private readonly Socket listener;
    private readonly SemaphoreSlim slots;
    private readonly ConcurrentDictionary<ConnectionPlace, Task> sessions = new();
    private Task accepting = Task.CompletedTask;

    public ReceiverListener(ReceiverContext context)
    {
        this.context = context;
        slots = new SemaphoreSlim(context.Options.MaxSessions);
        listener = new Socket(context.Options.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(new IPEndPoint(context.Options.Address, context.Options.Port));
            listener.Listen(Backlog);
            EndPoint = (IPEndPoint)listener.LocalEndPoint!;
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    public IPEndPoint EndPoint { get; }

    public void Start() => accepting = Task.Run(AcceptAsync);

    /// <summary>Stops listening, breaks the sessions off, and waits for them.</summary>
    public async ValueTask DisposeAsync()
    {
        context.Stop();
        listener.Dispose();
        await accepting.ConfigureAwait(false);
        foreach (var place in sessions.Keys)
        {
            place.Socket.Dispose();
        }

        await Task.WhenAll(sessions.Values).ConfigureAwait(false);
        slots.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                await slots.WaitAsync(context.Stopping).ConfigureAwait(false);
                if (await AcceptOneAsync().ConfigureAwait(false) is not { } socket)
                {
                    slots.Release();
                    continue;
                }

                // The session begins on a thread of its own, and only when it is in the table.
                var place = context.Ledger.Open(socket);
                var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                sessions[place] = ServeAsync(place, start.Task);
                start.SetResult();
            }
        }
        catch (Exception e) when (context.Stopping.IsCancellationRequested && e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The receiver is being disposed.
        }
        catch (Exception e)
        {
            context.Report(e);
        }
    }

    private async Task<Socket?> AcceptOneAsync()
    {
        try
        {
            return await listener.AcceptAsync(context.Stopping).ConfigureAwait(false);
        }
        catch (SocketException e) when (!context.Stopping.IsCancellationRequested)
        {
            // A client that left before it was accepted is no fault; no free file handle is one, and will be for a while.
            if (e.SocketErrorCode is not (SocketError.ConnectionReset or SocketError.ConnectionAborted))
            {
                context.Report(e);
                await Task.Delay(AcceptPause, TimeProvider.System, context.Stopping).ConfigureAwait(false);
            }

            return null;
        }
    }

    private async Task ServeAsync(ConnectionPlace place, Task start)
    {
        await start.ConfigureAwait(false);
        try
        {
            var channel = new SmtpChannel(context, place);
            await using (channel.ConfigureAwait(false))
            {
                await new ReceiverSession(context, place, channel).RunAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException or AuthenticationException)
        {
            // The client left or broke off the handshake, or the receiver is being disposed: the session is over either way.
        }
        catch (Exception e)
        {
            context.Report(e);
        }
        finally
        {
            context.Ledger.Release(place);
            place.Socket.Dispose();
            slots.Release();

            // Last of all: once a session is out of the table, nobody waits for it.
            sessions.TryRemove(place, out _);
        }
    }
}
