using CityActors.Silo.Log.Frames;
using FsCheck;
using FsCheck.Xunit;

namespace CityActors.Edge.Tests.Log.Recovery;

/// <summary>A frame reads back as it was written, or not at all.</summary>
public sealed class FrameCorruptionTests
{
    [Property(MaxTest = 500)]
    public bool Frame_written_reads_back_equal(int partition, NonNegativeInt count, long first, long arrivedAtMs, byte[] variable)
    {
        var header = new FrameHeader(
            FrameKind.Records, FrameHeader.Bytes + variable.Length, 1, partition, count.Get, first, first, arrivedAtMs, 7, 64, 0, 0);
        var frame = new byte[header.Length];
        FrameHeader.Write(frame, header, variable);

        return FrameHeader.Read(frame, out var read) is null && read == header && frame.AsSpan(FrameHeader.Bytes).SequenceEqual(variable);
    }

    [Property(MaxTest = 2_000)]
    public bool Frame_with_any_byte_changed_is_refused(byte[] variable, NonNegativeInt place, byte change)
    {
        var frame = Frame(variable);
        frame[place.Get % frame.Length] ^= change;

        return change == 0 == (FrameHeader.Read(frame, out _) is null);
    }

    [Property(MaxTest = 500)]
    public bool Frame_that_is_shorter_or_longer_is_refused(byte[] variable, int difference)
    {
        var frame = Frame(variable);
        Array.Resize(ref frame, Math.Clamp(frame.Length + (difference % 100), 0, int.MaxValue));

        return difference % 100 == 0 || FrameHeader.Read(frame, out _) is not null;
    }

    private static byte[] Frame(byte[] variable)
    {
        var frame = new byte[FrameHeader.Bytes + variable.Length];
        FrameHeader.Write(
            frame, new FrameHeader(FrameKind.Records, frame.Length, 1, 2, 3, 4, 6, 1_700_000_000_000, 8, 64, 0, 0), variable);
        return frame;
    }
}
