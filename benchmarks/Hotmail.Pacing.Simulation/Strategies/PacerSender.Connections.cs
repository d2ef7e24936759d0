using Hotmail.Pacing.Control;
using Hotmail.Pacing.Dispatch;
using Hotmail.Pacing.Gates;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Retries;
using Hotmail.Pacing.Simulation.Model;

namespace Hotmail.Pacing.Simulation.Strategies;

/// <content>What happens on its connections.</content>
internal sealed partial class PacerSender
{
    public override void OnOpened(Connection connection) => Send(connection);

    public override void OnConfirmed(Connection connection)
    {
        _unconfirmed--;
        _controller!.RecordConfirmed(VirtualTime.At(Now), Of(connection).OpenedAt, _open);
        Step();
    }

    public override void OnRefused(Connection connection)
    {
        var entry = Of(connection).Entry!;
        if (_replies.AtMail is { } meaning)
        {
            if (meaning.RefusesConnection)
            {
                NoteRefusal(connection, Refusals.Of(meaning.Classification)!.Value);
            }
            else
            {
                NoteReply(connection, meaning.Classification, 0);
            }

            Settle(entry, meaning);
        }
        else
        {
            var isPathEvent = _replies.AtOpening is { } refusal && NoteRefusal(connection, refusal);
            if (_replies.AtOpening is null)
            {
                NoteReply(connection, _replies.OpeningMeaning, 0);
            }

            // A refused opening is never the message's failure: only the DNS's verdict on its domain is (Dispatch/AttemptJudge.cs).
            Settle(entry, new PacerReplies.Meaning(_replies.OpeningMeaning, isPathEvent, !isPathEvent, null));
        }

        Closed(connection);
    }

    public override void OnTried(Connection connection, Outcome outcome)
    {
        var own = Of(connection);
        var entry = own.Entry!;
        ref readonly var meaning = ref _replies.For(outcome);
        NoteReply(connection, meaning.Classification, connection.Messages - 1);
        entry.Mail = connection.Mail;
        own.Entry = null;
        Settle(entry, meaning);
        if (outcome == Outcome.TooManyMessages || IsAboveCeiling(own))
        {
            Closed(connection);
            return;
        }

        if (!IsPaused && connection.Messages < _controller!.MessagesPerConnection)
        {
            if (_mail.Take(Now, own.Route, _controller.HoldDormant) is { } next)
            {
                Carry(connection, next);
                return;
            }

            _idle.Add(connection);
            World.Hold(connection, Now + _profile.IdleTimeout.Ticks);
            Step();
            return;
        }

        Closed(connection);
    }

    public override void OnHeld(Connection connection)
    {
        if (Of(connection).WaitsForPace)
        {
            Send(connection);
            return;
        }

        _idle.Remove(connection);
        Closed(connection);
    }

    private void Carry(Connection connection, MailEntry entry)
    {
        Of(connection).Entry = entry;
        connection.Mail = entry.Mail;
        Send(connection);
    }

    /// <summary>Sends the message in hand as soon as the message rate lets it, unless the path is paused by then.</summary>
    private void Send(Connection connection)
    {
        if (_controller!.TryReserveMessage(VirtualTime.At(Now), out var notBefore))
        {
            Of(connection).WaitsForPace = false;
            if (!IsPaused)
            {
                World.Send(connection);
                return;
            }

            var entry = Of(connection).Entry!;
            _mail.PutBack(entry, entry.Slot.DueAt);
            Closed(connection);
            return;
        }

        Of(connection).WaitsForPace = true;
        World.Hold(connection, Math.Max(Now + 1, VirtualTime.TicksOf(notBefore)));
    }

    /// <returns>Whether it is an event of the path alone, which uses up no attempt of the message.</returns>
    private bool NoteRefusal(Connection connection, Refusal refusal)
    {
        var isPathEvent = Refusals.IsPathEvent(refusal, _controller!.Ceiling > _profile.Control.FloorConnections);
        _controller.RecordRefusal(VirtualTime.At(Now), Of(connection).OpenedAt, _open, refusal);
        return isPathEvent;
    }

    private void NoteReply(Connection connection, in Classification meaning, int messagesBefore)
    {
        var before = _controller!.Revision;
        _controller.RecordReply(VirtualTime.At(Now), Of(connection).OpenedAt, _open, meaning, messagesBefore);
        if (_controller.Revision != before)
        {
            Step();
        }
    }

    private void Settle(MailEntry entry, in PacerReplies.Meaning meaning)
    {
        if (meaning.Final is { } final)
        {
            World.Statistics.Failed += final == RecipientStatus.Delivered ? 0 : 1;
            _mail.Settle(entry);
            return;
        }

        var expiresAt = entry.Slot.ExpiresAt;
        var due = Now;
        var expired = entry.Slot.IsExpired(Now);
        if (meaning.CountsAsAttempt)
        {
            entry.Mail.Attempts++;
            var context = new RetryContext(
                _profile.Retry, VirtualTime.At(Now), VirtualTime.At(entry.Mail.AcceptedAt), VirtualTime.At(expiresAt), entry.Mail.Attempts, meaning.Classification.Class);
            var decision = _retries.Decide(context, _random);
            (due, expired) = (VirtualTime.TicksOf(decision.At), decision.IsExpired);
        }

        if (expired)
        {
            World.Statistics.Expired++;
            _mail.Settle(entry);
            return;
        }

        _mail.PutBack(entry, due);
        if (due < _alarm)
        {
            SetAlarm(due);
        }
    }

    /// <summary>The connection is closed, by us or by the receiver, and its lease given back.</summary>
    private void Closed(Connection connection)
    {
        Release(Of(connection).Lease);
        _open--;
        _unconfirmed -= connection.Confirmed ? 0 : 1;
        World.Close(connection);
        _controller!.RecordClosed(VirtualTime.At(Now), _open);
        Step();
    }

    /// <summary>Whether the gate wants the lease back. It wants none while no more are out than its ceiling; then it need not be asked, which costs a lock.</summary>
    private bool IsAboveCeiling(PacerConnection connection) => _open > _gateCeiling && connection.Lease.ShouldClose;

    private ConnectionLease Acquire() => Done(_gate.TryAcquireAsync(_gatePath, CancellationToken.None));

    private static void Release(ConnectionLease lease) => Done(lease.DisposeAsync());

    private void SetCeiling(int ceiling)
    {
        _gateCeiling = ceiling;
        Done(_gate.SetCeilingAsync(_gatePath, ceiling, CancellationToken.None));
    }

    /// <summary>The gate of one process answers at once.</summary>
    private static T Done<T>(ValueTask<T> task) => task.IsCompletedSuccessfully ? task.Result : throw new InvalidOperationException("The gate did not answer at once.");

    private static void Done(ValueTask task)
    {
        if (!task.IsCompletedSuccessfully)
        {
            throw new InvalidOperationException("The gate did not answer at once.");
        }

        task.GetAwaiter().GetResult();
    }

    /// <summary>The run's time, for the gate.</summary>
    private sealed class Clock(World world) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => VirtualTime.At(world.Now);
    }
}
