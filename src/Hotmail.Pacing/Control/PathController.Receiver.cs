using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Control;

/// <content>What the receiver says.</content>
public sealed partial class PathController
{
    /// <summary>A connection came to nothing before its first MAIL FROM was accepted.</summary>
    /// <param name="now">The time.</param>
    /// <param name="openedAt">When the connection was opened.</param>
    /// <param name="open">The connections open, the refused one included; <see cref="RecordClosed"/> follows.</param>
    /// <param name="refusal">How.</param>
    public void RecordRefusal(DateTimeOffset now, DateTimeOffset openedAt, int open, Refusal refusal)
    {
        Account(now, open);

        // What the receiver saw is what was open when this one was opened; by now some may have closed.
        var opening = _openings.Pace.Find(openedAt) ?? new Opening(openedAt, open, Math.Max(0, open - Math.Max(1, _unconfirmed)));
        _unconfirmed = Math.Max(0, _unconfirmed - 1);
        _openings.Settled(openedAt);
        _openings.Pace.Withdraw(openedAt);
        if (_pause.Until is not null)
        {
            return;
        }

        if (refusal != Refusal.Unreachable)
        {
            opening = _openings.Pace.AsSeen(opening);
        }

        switch (refusal)
        {
            case Refusal.Unreachable:
                _openings.Unreachable(now);
                break;
            case Refusal.DroppedBeforeBanner when opening.At > _reactedAt && (_ceiling.IsAtFloor || !(_openings.DropCounts(now, opening.Level) || _openings.Pace.IsTrial(openedAt))):
                _openings.Wait(now);
                break;
            default:
                Refused(now, opening, refusal == Refusal.ConnectionRateLimit, isOpening: true);
                break;
        }
    }

    /// <summary>
    /// An attempt ended: the reply that settled a message, or that ended a session after its first MAIL FROM was accepted. Refusals before that go to
    /// <see cref="RecordRefusal"/> alone.
    /// </summary>
    /// <param name="now">The time.</param>
    /// <param name="openedAt">When its connection was opened.</param>
    /// <param name="open">The connections open, this one included.</param>
    /// <param name="classification">What the reply means.</param>
    /// <param name="messagesOnConnection">The messages that were accepted on this connection before.</param>
    public void RecordReply(DateTimeOffset now, DateTimeOffset openedAt, int open, in Classification classification, int messagesOnConnection)
    {
        _ceiling.Use.CountAttempt();
        _bound?.Use.CountAttempt();
        _messages.Count(now);
        switch (classification.Class)
        {
            case ReplyClass.RateLimit:
            case ReplyClass.ReputationThrottle:
                Account(now, open);
                _window.Add(now, throttled: true);
                Throttled(now, classification.Class);
                break;
            case ReplyClass.ReputationBlock:
                Account(now, open);
                _window.Add(now, throttled: true);
                Blocked(now);
                break;
            case ReplyClass.ConnectionLimit when classification.Scope == LimitScope.MessagesPerConnection:
                Account(now, open);
                if (_messageCap.Lower(now, messagesOnConnection))
                {
                    Changed(ControlEventKind.MessageCapLowered, Explanation.MessageCap(_messageCap));
                }

                break;
            case ReplyClass.ConnectionLimit:
                Account(now, open);
                if (_pause.Until is null)
                {
                    // The connection was accepted once, so it was not opened too fast.
                    Refused(now, new Opening(openedAt, open, Math.Max(0, open - 1 - _unconfirmed)), classification.Scope == LimitScope.ConnectionRate, isOpening: false);
                }

                break;
            default:
                _window.Add(now, throttled: false);
                _blockRun = 0;
                break;
        }
    }

    /// <summary>A refused connection: one reaction to each congestion event.</summary>
    private void Refused(DateTimeOffset now, in Opening opening, bool saysRate, bool isOpening)
    {
        if (opening.At <= _reactedAt)
        {
            // The same event: no second cut, but it may have failed with fewer open than the first refusal had.
            _openings.Count(now);
            _ceiling.AlsoRefused(opening.Level);
            return;
        }

        _reactedAt = now;
        _window.Add(now, throttled: true);
        var verdict = saysRate ? PaceVerdict.ToBlame
            : isOpening ? _openings.Pace.Judge(now, opening.At, opening.Level, _openings.WasFine(now, opening.Level))
            : PaceVerdict.NotToBlame;
        var cuts = verdict is PaceVerdict.NotToBlame or PaceVerdict.Unclear;
        var atFloor = cuts ? _ceiling.IsAtFloor : _openings.Pace.PerWindow == 1;
        if (atFloor && ++_floorRun >= _limits.Settings.FloorRefusals)
        {
            PauseByRule(now, Explanation.RefusedAtFloor(_floorRun), needsAttention: false);
        }
        else if (cuts)
        {
            CutCeiling(now, opening, verdict == PaceVerdict.Unclear);
        }
        else
        {
            _openings.RateRefused(now, rest: verdict == PaceVerdict.Suspected);
            if (verdict == PaceVerdict.ToBlame)
            {
                _openings.Pace.Lower(now);
                Changed(ControlEventKind.OpeningsSpaced, Explanation.Openings(_openings.Pace));
            }
        }
    }

    private void CutCeiling(DateTimeOffset now, in Opening opening, bool isUnclear)
    {
        var (before, learned) = (Ceiling, _ceiling.Ceiling);
        _openings.CapRefused(now, opening.Level);
        if (opening.Confirmed >= _ceiling.Ceiling)
        {
            // Above the learned ceiling, where a person's led, a refusal says nothing against it.
            return;
        }

        _ceiling.Cut(now, opening.Level, opening.Confirmed, _openings.Run, isUnclear);
        if (Ceiling != before)
        {
            if (learned >= _limits.Settings.RecoveryBelow && _ceiling.Ceiling < _limits.Settings.RecoveryBelow)
            {
                _dormantHeldUntil = _now + _limits.Settings.DormantHold;
            }

            Changed(ControlEventKind.Cut, CeilingText);
        }
    }

    private void Throttled(DateTimeOffset now, ReplyClass replyClass)
    {
        if (_pause.Until is not null)
        {
            return;
        }

        if (_window.IsWidespread(now))
        {
            PauseByRule(now, Explanation.Widespread(_window), needsAttention: replyClass == ReplyClass.ReputationThrottle);
        }
        else if (_window.IsRateLimited(now) && _messages.Slow(now))
        {
            Changed(ControlEventKind.RateLowered, Explanation.MessageRate(_messages));
        }
    }

    private void Blocked(DateTimeOffset now)
    {
        _blockRun++;
        if (_pause.Until is null && (_blockRun >= _limits.Settings.BlockRun || !_window.AnyAccepted(now)))
        {
            PauseByRule(now, Explanation.Blocked, needsAttention: true);
        }
    }

    private void PauseByRule(DateTimeOffset now, string reason, bool needsAttention)
    {
        _pause.Begin(now, reason, needsAttention);
        (_floorRun, _blockRun) = (0, 0);
        _window.Clear();
        Changed(ControlEventKind.Paused, reason);
    }

    private void EndPause(DateTimeOffset now, ControlEventKind kind, string reason)
    {
        if (_pause.RecoversSlowly)
        {
            _ceiling.BeginRecovery(now);
            _openings.Rested();
            _dormantHeldUntil = now + _limits.Settings.DormantHold;
        }

        _pause.End(now);
        Changed(kind, reason);
    }
}
