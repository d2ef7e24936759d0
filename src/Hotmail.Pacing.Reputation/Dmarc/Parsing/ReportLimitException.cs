using System.Diagnostics.CodeAnalysis;

namespace Hotmail.Pacing.Reputation.Dmarc.Parsing;

/// <summary>A file is past a limit. Never leaves the reader.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "It is caught where it is thrown.")]
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "It is caught where it is thrown.")]
internal sealed class ReportLimitException(string message) : Exception(message);
