using System.Buffers.Binary;
using System.IO.Hashing;

namespace CityActors.Silo.Log.Frames;

/// <summary>
/// The first 80 bytes of every frame, little-endian: magic (4), version (1), kind (1), header length (2), checksum of all but
/// itself and the magic (8, XXH3), length of the frame (4), generation (4), partition (4), count (4), first and last sequence (8
/// each), arrival (8), ordinal (8), acknowledged address (8), length of tenant (2) and actor (2), reserved (4). Then tenant, actor, body.
/// </summary>
/// <param name="Kind">What the frame holds.</param>
/// <param name="Length">Bytes of the frame, header included.</param>
/// <param name="Generation">Log generation.</param>
/// <param name="Partition">Partition; -1 for a checkpoint.</param>
/// <param name="Count">Records or changes in it.</param>
/// <param name="First">First sequence it speaks of.</param>
/// <param name="Last">Last sequence it speaks of.</param>
/// <param name="ArrivedAtMs">When it arrived (a checkpoint: was written), Unix milliseconds; 0 for changes.</param>
/// <param name="Ordinal">Number of the frame in the whole log, without gaps: a page that never reached the disk leaves a hole in
/// it.</param>
/// <param name="Acknowledged">Address up to which the log was acknowledged when the frame was written: evidence for the recovery
/// check.</param>
/// <param name="TenantBytes">UTF-8 bytes of the tenant.</param>
/// <param name="ActorBytes">UTF-8 bytes of the actor.</param>
internal readonly record struct FrameHeader(
    FrameKind Kind, int Length, int Generation, int Partition, int Count, long First, long Last, long ArrivedAtMs, long Ordinal,
    long Acknowledged, int TenantBytes, int ActorBytes)
{
    /// <summary>Bytes of the header.</summary>
    public const int Bytes = 80;

    /// <summary>Version of the frame format that is written.</summary>
    public const byte Version = 1;

    private const int HashedFrom = 16;

    /// <summary>The four bytes that every frame begins with.</summary>
    public static ReadOnlySpan<byte> Magic => "CiFr"u8;

    /// <summary>Bytes of tenant, actor and body.</summary>
    public int VariableBytes => Length - Bytes;

    /// <summary>
    /// Writes a whole frame; what of <paramref name="destination"/> is longer than header and variable part becomes zero.
    /// </summary>
    public static void Write(Span<byte> destination, in FrameHeader header, ReadOnlySpan<byte> variable)
    {
        Magic.CopyTo(destination);
        destination[4] = Version;
        destination[5] = (byte)header.Kind;
        BinaryPrimitives.WriteUInt16LittleEndian(destination[6..], Bytes);
        BinaryPrimitives.WriteInt32LittleEndian(destination[16..], destination.Length);
        BinaryPrimitives.WriteInt32LittleEndian(destination[20..], header.Generation);
        BinaryPrimitives.WriteInt32LittleEndian(destination[24..], header.Partition);
        BinaryPrimitives.WriteInt32LittleEndian(destination[28..], header.Count);
        BinaryPrimitives.WriteInt64LittleEndian(destination[32..], header.First);
        BinaryPrimitives.WriteInt64LittleEndian(destination[40..], header.Last);
        BinaryPrimitives.WriteInt64LittleEndian(destination[48..], header.ArrivedAtMs);
        BinaryPrimitives.WriteInt64LittleEndian(destination[56..], header.Ordinal);
        BinaryPrimitives.WriteInt64LittleEndian(destination[64..], header.Acknowledged);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[72..], (ushort)header.TenantBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(destination[74..], (ushort)header.ActorBytes);
        BinaryPrimitives.WriteInt32LittleEndian(destination[76..], 0);
        variable.CopyTo(destination[Bytes..]);
        destination[(Bytes + variable.Length)..].Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], Checksum(destination));
    }

    /// <summary>Reads and checks a whole frame.</summary>
    /// <returns>What is wrong with it; null when it is whole.</returns>
    public static string? Read(ReadOnlySpan<byte> frame, out FrameHeader header)
    {
        header = default;
        if (frame.Length < Bytes || !frame.StartsWith(Magic))
        {
            return "no frame begins here";
        }

        if (frame[4] != Version || BinaryPrimitives.ReadUInt16LittleEndian(frame[6..]) != Bytes)
        {
            return $"a frame of version {frame[4]}, this program reads version {Version}";
        }

        if (BinaryPrimitives.ReadInt32LittleEndian(frame[16..]) != frame.Length)
        {
            return "the length of the frame differs from its entry's";
        }

        if (BinaryPrimitives.ReadUInt64LittleEndian(frame[8..]) != Checksum(frame))
        {
            return "the checksum differs";
        }

        header = new FrameHeader(
            (FrameKind)frame[5],
            frame.Length,
            BinaryPrimitives.ReadInt32LittleEndian(frame[20..]),
            BinaryPrimitives.ReadInt32LittleEndian(frame[24..]),
            BinaryPrimitives.ReadInt32LittleEndian(frame[28..]),
            BinaryPrimitives.ReadInt64LittleEndian(frame[32..]),
            BinaryPrimitives.ReadInt64LittleEndian(frame[40..]),
            BinaryPrimitives.ReadInt64LittleEndian(frame[48..]),
            BinaryPrimitives.ReadInt64LittleEndian(frame[56..]),
            BinaryPrimitives.ReadInt64LittleEndian(frame[64..]),
            BinaryPrimitives.ReadUInt16LittleEndian(frame[72..]),
            BinaryPrimitives.ReadUInt16LittleEndian(frame[74..]));
        return header.TenantBytes + header.ActorBytes > header.VariableBytes ? "its names are longer than the frame" : null;
    }

    /// <summary>Of all that follows the checksum, and, as its seed, of version, kind and header length before it.</summary>
    private static ulong Checksum(ReadOnlySpan<byte> frame) =>
        XxHash3.HashToUInt64(frame[HashedFrom..], BinaryPrimitives.ReadInt32LittleEndian(frame[4..]));
}
