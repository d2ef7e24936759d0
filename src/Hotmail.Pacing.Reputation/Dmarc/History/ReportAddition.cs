namespace Hotmail.Pacing.Reputation.Dmarc.History;

/// <summary>What became of a report that was given to a history.</summary>
public enum ReportAddition : byte
{
    /// <summary>It was added.</summary>
    Added,

    /// <summary>The same report (organisation, number, domain and range) was added before.</summary>
    Known,

    /// <summary>It is of a day before those that are kept.</summary>
    TooOld,

    /// <summary>It does not say which day it is of, or names one that has not come.</summary>
    WithoutDay,
}
