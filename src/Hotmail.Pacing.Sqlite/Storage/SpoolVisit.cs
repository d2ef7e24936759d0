namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>
/// A visit is an ownership for a moment, by somebody who looks into a spool that nobody sends from. Who wants the spool meanwhile waits for the end of it: a host must be able to start while
/// a person looks.
/// </summary>
internal static class SpoolVisit
{
    /// <summary>What a visitor writes behind its process id.</summary>
    public const string Mark = " visit";

    private const int MostWaits = 200;
    private const int MostWaitsForUnknown = 20;
    private static readonly TimeSpan s_wait = TimeSpan.FromMilliseconds(50);

    /// <summary>Takes the right to use a spool. While it is a visitor's, or not yet said whose, it waits: on a thread that has nothing else to do.</summary>
    /// <param name="file">The spool's file, with its full path.</param>
    /// <param name="isVisit">Whether this is a visit.</param>
    /// <param name="isClosing">Whether nobody wants it any more.</param>
    /// <exception cref="SpoolException">Somebody has it, or the folder cannot be written to.</exception>
    public static SpoolOwnership Acquire(string file, bool isVisit, Func<bool> isClosing)
    {
        for (int waits = 0; ; waits++)
        {
            try
            {
                return SpoolOwnership.Acquire(file, isVisit ? Mark : "");
            }
            catch (SpoolException exception) when (
                exception.Problem == SpoolProblem.InUse && waits < MostWaitsOn(SpoolOwnership.ReadOwnerText(file)) && !isClosing())
            {
                using var wait = new ManualResetEventSlim();
                wait.Wait(s_wait);
            }
        }
    }

    private static int MostWaitsOn(string owner) => owner.Length == 0 ? MostWaitsForUnknown : owner.EndsWith(Mark, StringComparison.Ordinal) ? MostWaits : 0;
}
