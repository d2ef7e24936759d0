namespace Hotmail.Pacing.Dispatch;

/// <summary>A recipient of a message and the path that it was put on.</summary>
/// <param name="Address">The address as the queue has it: the first spelling, where the host named it twice.</param>
/// <param name="Path">The path.</param>
/// <param name="Engagement">Its engagement.</param>
internal readonly record struct PlannedRecipient(string Address, EgressPath Path, Engagement Engagement);
