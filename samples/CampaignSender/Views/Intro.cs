using CampaignSender.Spooling;

namespace CampaignSender.Views;

/// <summary>What is about to happen.</summary>
internal static class Intro
{
    public static void Print(CampaignStatus status)
    {
        if (status.Receivers is null)
        {
            Console.WriteLine($"Sending to {status.Recipients} recipient{(status.Recipients == 1 ? string.Empty : "s")}.");
            PrintSpool(status.Spool);
            return;
        }

        Console.WriteLine($"A demo: {status.Recipients} recipients at {status.Receivers.Providers.Count} providers. Each provider is a throttling receiver on 127.0.0.1; nothing leaves this machine.");
        Console.WriteLine($"The clock runs {status.TimeScale:0.#} times faster than the real one, for the pacer and the receivers alike: an hour of pacing takes {60 / status.TimeScale:0.#} min.");
        if (status.Receivers.Falling is { } falling)
        {
            Console.WriteLine($"After a while {falling.Name} cuts its cap from {falling.From} to {falling.To} connections, and refuses the rest: watch the ceiling find the cap.");
        }

        PrintSpool(status.Spool);
        Console.WriteLine();
    }

    private static void PrintSpool(CampaignSpool spool)
    {
        Console.WriteLine($"The queue is on disk, in the spool {spool.File}. Should this be interrupted or killed, {spool.HowToGoOn} goes on.");
        if (spool.SettledBefore + spool.LeftBefore > 0)
        {
            Console.WriteLine($"It goes on from a run that was cut short: {spool.SettledBefore} recipients were settled by that, {spool.LeftBefore} are waiting.");
        }
    }
}
