namespace Moltbot.Gateway.Channels.Inbound;

/// <summary>What came of fetching a picture.</summary>
/// <param name="Content">Its bytes; null when they could not be had.</param>
/// <param name="Problem">Why they could not be had, in words for the model: none of the platform's own. Null with bytes.</param>
/// <param name="MayPass">Whether another attempt may have them.</param>
internal readonly record struct FetchedPicture(byte[]? Content, string? Problem, bool MayPass = false)
{
    /// <summary>It was had.</summary>
    public static FetchedPicture Of(byte[] content) => new(content, null);

    /// <summary>It cannot be had.</summary>
    public static FetchedPicture Refused(string problem) => new(null, problem);

    /// <summary>It could not be had this time.</summary>
    public static FetchedPicture Failed { get; } = new(null, "the platform did not give it", MayPass: true);

    /// <summary>It is larger than what is taken.</summary>
    public static FetchedPicture TooLarge { get; } = Refused("it is larger than what is taken");
}
