using BenchmarkDotNet.Running;
using Hotmail.Pacing.Benchmarks.Dmarc;
using Hotmail.Pacing.Benchmarks.EndToEnd;
using Hotmail.Pacing.Benchmarks.Queues;
using Hotmail.Pacing.Benchmarks.Replies;
using Hotmail.Pacing.Benchmarks.Spf;
using Hotmail.Pacing.Benchmarks.Throttle;

const string Usage = """
    Usage: Hotmail.Pacing.Benchmarks <command>
      replies FILE.tsv [--json]   classify the replies of a file and compare with the class and permanence it states
      cost FILE.tsv [PREFIX]      what each reply of a file costs to classify, for providers whose name starts with PREFIX
      end-to-end [--json]         messages a second to smtp-sink, beside hand-written MailKit loops
      durable [--json]            the pacer with its queue in memory and on disk, beside Postfix delivering its own queue
      throttle [--minutes N] [--json]  a cap that steps 40 -> 12 -> 30, over real sockets: the pacer beside a semaphore and Polly
      queue [--json]              one million waiting deliveries: bytes each, and deliveries a second
      spool [--json]              the durable queue beside what the disk and SQLite allow; a million waiting deliveries: bytes each, and the start
      dmarc [ROWS] [--json]       an aggregate report summed by source, in MB/s, beside XmlSerializer
      spf [EVALUATIONS] [--json]  SPF evaluated over a zone in memory, on one core, beside ARSoft.Tools.Net
      micro [BenchmarkDotNet's]   run the micro-benchmarks, e.g. micro --filter *Classifier*
    """;

switch (args)
{
    case ["replies", .. var rest]:
        return RepliesCommand.Run(rest, Console.Out, Console.Error);
    case ["cost", .. var rest]:
        return CostCommand.Run(rest, Console.Out, Console.Error);
    case ["end-to-end", .. var rest]:
        return await EndToEndCommand.RunAsync(rest, Console.Out, Console.Error);
    case ["durable", .. var rest]:
        return await DurableCommand.RunAsync(rest, Console.Out, Console.Error);
    case ["throttle", .. var rest]:
        return await ThrottleCommand.RunAsync(rest, Console.Out, Console.Error);
    case ["queue", .. var rest]:
        return await QueueCommand.RunAsync(rest, Console.Out, Console.Error);
    case ["spool", .. var rest]:
        return await SpoolCommand.RunAsync(rest, Console.Out, Console.Error);
    case ["dmarc", .. var rest]:
        return DmarcCommand.Run(rest, Console.Out, Console.Error);
    case ["spf", .. var rest]:
        return await SpfCommand.RunAsync(rest, Console.Out, Console.Error);
    case ["micro", .. var rest]:
        BenchmarkSwitcher.FromAssembly(typeof(RepliesCommand).Assembly).Run(rest);
        return 0;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}
