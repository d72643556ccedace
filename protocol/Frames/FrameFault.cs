using Moltbot.Protocol.Errors;

namespace Moltbot.Protocol.Frames;

/// <summary>Why a frame is no request, and under which id to say so.</summary>
/// <param name="IdJson">The frame's id as written when it has one that can be echoed, else <c>"invalid"</c>.</param>
/// <param name="Error">The answer: <c>invalid request frame: …</c>.</param>
public sealed record FrameFault(ReadOnlyMemory<byte> IdJson, GatewayError Error);
