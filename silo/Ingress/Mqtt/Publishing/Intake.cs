using System.Buffers;
using CityActors.Silo.Ingress.Mqtt.Packets;

namespace CityActors.Silo.Ingress.Mqtt.Publishing;

/// <summary>How far a receive buffer was taken.</summary>
/// <param name="Rest">What has not been taken.</param>
/// <param name="NeedsMore">Whether the rest is the beginning of a packet.</param>
/// <param name="Control">The packet after those that were taken, when it is not a PUBLISH.</param>
/// <param name="Refusal">Why the connection must end; null when it goes on.</param>
internal readonly record struct Intake(
    ReadOnlySequence<byte> Rest, bool NeedsMore, PacketFrame? Control, ConnectionRefusal? Refusal);
