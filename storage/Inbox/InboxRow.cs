namespace Moltbot.Storage.Inbox;

/// <summary>An update that is not done yet.</summary>
/// <param name="UpdateId">The platform's id of the update.</param>
/// <param name="Order">Order of arrival; grows, with gaps.</param>
/// <param name="ReceivedAt">When it was stored first.</param>
/// <param name="Payload">The update in clear.</param>
public sealed record InboxRow(string UpdateId, long Order, DateTimeOffset ReceivedAt, ReadOnlyMemory<byte> Payload);
