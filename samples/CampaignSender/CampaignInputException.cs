namespace CampaignSender;

/// <summary>Something that the user gave is wrong; the message says what and where.</summary>
internal sealed class CampaignInputException(string message) : Exception(message);
