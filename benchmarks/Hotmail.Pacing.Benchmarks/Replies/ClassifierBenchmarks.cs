using BenchmarkDotNet.Attributes;
using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Benchmarks.Replies;

/// <summary>The classifier, from the reply that its enhanced code decides to a hostile one.</summary>
[InProcess]
[MemoryDiagnoser]
public class ClassifierBenchmarks
{
    private readonly ReplyClassifier _classifier = new();

    private readonly SmtpReply _connectionLimit = SmtpReply.Parse(
        "451 4.7.652 The mail server [192.0.2.1] has exceeded the maximum number of connections. (S3115)"
        + " [BN3PEPF0000B06D.namprd21.prod.outlook.com 2024-07-01T12:34:16Z]",
        SmtpStage.Mail);

    private readonly SmtpReply _blockList = SmtpReply.Parse(
        "550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Please contact your Internet service provider since part of their"
        + " network is on our block list (S3150). [BL2NAM02FT031.eop-nam02.prod.protection.outlook.com]",
        SmtpStage.Mail);

    private readonly SmtpReply _userUnknown = SmtpReply.Parse(
        "550 5.1.1 <user@example.com>: Recipient address rejected: User unknown in virtual mailbox table", SmtpStage.Rcpt);

    private readonly SmtpReply _codeOnly = SmtpReply.Parse("451 later", SmtpStage.Mail);

    private readonly SmtpReply _hostile = new(550, string.Concat(Enumerable.Repeat("user unknow blocke spamhau ", 4000)));

    [Benchmark(Baseline = true)]
    public Classification MicrosoftConnectionLimit() => _classifier.Classify(_connectionLimit, "microsoft-consumer");

    [Benchmark]
    public Classification MicrosoftBlockListByItsStart() => _classifier.Classify(_blockList, "microsoft-consumer");

    [Benchmark]
    public Classification UserUnknownByItsWords() => _classifier.Classify(_userUnknown, "example.com");

    [Benchmark]
    public Classification CodeOnly() => _classifier.Classify(_codeOnly, "example.com");

    [Benchmark]
    public Classification Hostile100Kilobytes() => _classifier.Classify(_hostile, "example.com");
}
