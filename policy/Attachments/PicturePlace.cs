namespace Moltbot.Policy.Attachments;

/// <summary>Where a picture is.</summary>
public enum PicturePlace
{
    /// <summary>In a file of the workspace.</summary>
    File,

    /// <summary>At an address of the web.</summary>
    Address,

    /// <summary>In the text itself: a data URI.</summary>
    Data,
}
