using System.Diagnostics;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Telemetry;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Dispatch;

/// <content>From a lease to a session, or to what it means that there is none.</content>
internal sealed partial class PathConnection
{
    /// <summary>Opens the session, or settles what it means that there is none.</summary>
    private async ValueTask<bool> OpenAsync(Delivery delivery, long started, Activity? activity)
    {
        var opened = await TryOpenAsync(delivery).ConfigureAwait(false);
        if (opened.Session is { } session)
        {
            _session = session;
            _context.Telemetry.ConnectionOpened(pump.Path, session.Host, session.EndPoint, _context.Time.GetElapsedTime(started), session.IsSecure);
            return true;
        }

        if (opened.Failure is not { Failure: not TransportFailure.Cancelled } failure)
        {
            if (delivery.State == DeliveryState.InProgress)
            {
                await pump.PutBackAsync(delivery).ConfigureAwait(false);
            }

            return false;
        }

        Tell(failure, delivery);
        var refusal = Refusals.Of(failure);
        var isPathEvent = refusal is { } kind && pump.NoteRefusal(_openedAt, kind);
        if (refusal is null && failure.EndPoint is not null)
        {
            pump.NoteReply(_openedAt, failure.Meaning, 0);
        }

        var judgement = _context.Judge.Judge(delivery, failure, isPathEvent, pump.Group.Profile.Retry, _context.Time.GetUtcNow(), random);
        await SettleAsync(delivery, judgement, failure.Host, failure.EndPoint, started, activity).ConfigureAwait(false);
        return false;
    }

    /// <summary>Looks up and opens. Neither a session nor a failure: the delivery went to another path, or there is nothing to be opened any more.</summary>
    private async ValueTask<OpenResult> TryOpenAsync(Delivery delivery)
    {
        if (pump.Source is not { } source || IsLost)
        {
            return default;
        }

        try
        {
            var plan = await _context.Opener.PlanAsync(source, delivery.Domain, random, _context.Stopping).ConfigureAwait(false);
            if (ActualPath(delivery, plan) is var path && path != pump.Path)
            {
                await MoveAsync(delivery, path, plan.Route).ConfigureAwait(false);
                return default;
            }

            Route = plan.Route ?? Route;
            return await _context.Opener.OpenAsync(source, pump.Group, plan, () => !IsLost && pump.TryBeginOpening(out _openedAt), _context.Stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_context.Stopping.IsCancellationRequested)
        {
            return default;
        }
    }

    /// <summary>A domain outside every configured group belongs to the one whose mail exchangers it has; known only once the DNS has answered.</summary>
    private EgressPath ActualPath(Delivery delivery, HostPlan plan)
    {
        var groups = _context.Configuration.Groups;
        var group = groups.FindByDomain(delivery.Domain);
        if (group is null && pump.Source?.Relay is null)
        {
            if (plan.Hosts.Count == 0)
            {
                return pump.Path;
            }

            group = groups.FindByHosts(plan.Hosts);
        }

        return pump.Path with { Group = (group ?? groups.Default(delivery.Domain)).Name };
    }

    private async ValueTask MoveAsync(Delivery delivery, EgressPath path, string? route)
    {
        Log.GroupMoved(_context.Telemetry.Logger, delivery.Domain, pump.Path.Group, path.Group);
        await pump.MoveAsync(delivery, path, route).ConfigureAwait(false);
    }

    /// <summary>Logs what a person may have to mend, or will look for.</summary>
    private void Tell(OpenFailure failure, Delivery delivery)
    {
        var (logger, detail) = (_context.Telemetry.Logger, _context.Telemetry.Text.Line(failure.Detail));
        switch (failure)
        {
            case { Reply: not null, Failure: not TransportFailure.Authentication }:
                // The attempt's own message quotes the reply.
                break;
            case { IsVerdictOnDomain: true }:
                Log.DomainTakesNoMail(logger, delivery.Domain, detail);
                break;
            case { Failure: TransportFailure.NameResolution, Host: { } host }:
                Log.HostUnresolved(logger, host, delivery.Domain, detail);
                break;
            case { Failure: TransportFailure.NameResolution }:
                Log.LookupFailed(logger, delivery.Domain, detail);
                break;
            case { Failure: TransportFailure.LocalAddress or TransportFailure.Authentication }:
                Log.SourceUnusable(logger, pump.Path.Source, failure.Failure.ToString(), detail);
                break;
            default:
                _context.Telemetry.ConnectionFailed(pump.Path, failure.Host, failure.Stage, failure.Failure, failure.Detail);
                break;
        }
    }
}
