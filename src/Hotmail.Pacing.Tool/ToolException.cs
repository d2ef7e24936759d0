using System.Diagnostics.CodeAnalysis;

namespace Hotmail.Pacing.Tool;

/// <summary>What was asked could not be done, for the reason in the message.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Without a reason it would say nothing.")]
internal sealed class ToolException(string message) : Exception(message);
