using System.Buffers.Text;
using System.Collections.Immutable;
using CityActors.Streams;

namespace CityActors.Web.Api.Live;

/// <summary>
/// How far a reader of several map cells has come. The cells of a feed do not run at one pace, so each has a token of its own; those in
/// which nothing has happened yet stand where the feed began.
/// </summary>
internal sealed class CellProgress
{
    /// <summary>Longest text: it travels in a header.</summary>
    public const int LengthMax = 12_000;

    private const int PartitionsMax = 4_096;
    private const int CellsMax = 64;
    private readonly Dictionary<long, ChangeToken> tokens = [];

    /// <summary>A feed begins.</summary>
    public CellProgress(ChangeToken start) => Start = start;

    /// <summary>Where the feed began.</summary>
    public ChangeToken Start { get; }

    /// <summary>How far a cell is.</summary>
    public ChangeToken Of(long cell) => tokens.GetValueOrDefault(cell, Start);

    /// <summary>A cell has come to a token.</summary>
    public void Reach(long cell, ChangeToken token) => tokens[cell] = token;

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string text, out CellProgress? progress)
    {
        progress = null;
        if (text.Length > LengthMax)
        {
            return false;
        }

        byte[] bytes;
        try
        {
            bytes = Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return false;
        }

        var reader = new VariableNumbers(bytes);
        if (!reader.TryRead(int.MaxValue, out var generation) || !reader.TryRead(PartitionsMax, out var partitions) || partitions == 0
            || !TryMarks(reader, [.. new long[(int)partitions]], out var start)
            || !reader.TryRead(CellsMax, out var cells))
        {
            return false;
        }

        var read = new CellProgress(new ChangeToken((int)generation, start));
        for (var each = 0; each < cells; each++)
        {
            if (!reader.TryRead(long.MaxValue, out var cell) || !TryMarks(reader, start, out var marks))
            {
                return false;
            }

            read.Reach(cell, new ChangeToken((int)generation, marks));
        }

        progress = reader.IsAtEnd ? read : null;
        return progress is not null;
    }

    /// <summary>Text of letters, digits, minus and underscore.</summary>
    public override string ToString()
    {
        var writer = new VariableNumbers();
        writer.Write(Start.Generation);
        writer.Write(Start.Partitions);
        WriteMarks(writer, Start, null);
        writer.Write(tokens.Count);
        foreach (var (cell, token) in tokens)
        {
            writer.Write(cell);
            WriteMarks(writer, token, Start);
        }

        return Base64Url.EncodeToString(writer.Written);
    }

    // A mark lies after that of the start, mostly by whole records: the record and, where it is dealt with in part, how far.
    private static void WriteMarks(VariableNumbers writer, ChangeToken token, ChangeToken? start)
    {
        for (var partition = 0; partition < token.Partitions; partition++)
        {
            var mark = token.MarkOf(partition);
            var (records, index) = (ChangeMark.NextSequence(mark), ChangeMark.NextIndex(mark));
            var from = start is null ? 0 : ChangeMark.NextSequence(start.MarkOf(partition));
            writer.Write((Math.Max(0, records - from) << 1) | (index > 0 ? 1L : 0));
            if (index > 0)
            {
                writer.Write(index);
            }
        }
    }

    private static bool TryMarks(VariableNumbers reader, ImmutableArray<long> start, out ImmutableArray<long> marks)
    {
        const int IndexMax = (1 << 20) - 1;
        const long RecordsMax = long.MaxValue >> 21;
        marks = default;
        var read = ImmutableArray.CreateBuilder<long>(start.Length);
        for (var partition = 0; partition < start.Length; partition++)
        {
            var index = 0L;
            if (!reader.TryRead(RecordsMax, out var records) || ((records & 1) == 1 && !reader.TryRead(IndexMax, out index)))
            {
                return false;
            }

            read.Add(ChangeMark.After(ChangeMark.NextSequence(start[partition]) + (records >> 1) - 1) + index);
        }

        marks = read.MoveToImmutable();
        return true;
    }
}
