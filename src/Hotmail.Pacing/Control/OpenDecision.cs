namespace Hotmail.Pacing.Control;

/// <summary>Whether a path may open another connection now.</summary>
/// <param name="Allowed">Whether it may.</param>
/// <param name="NotBefore">When it is worth asking again; <see cref="DateTimeOffset.MaxValue"/> when only an event can change the answer.</param>
/// <param name="Reason">What stands against it.</param>
public readonly record struct OpenDecision(bool Allowed, DateTimeOffset NotBefore, OpenLimit Reason);
