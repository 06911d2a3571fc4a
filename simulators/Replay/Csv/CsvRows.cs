using System.Text;

namespace CityActors.Simulators.Replay.Csv;

/// <summary>Reads rows of CSV (RFC 4180): quoted fields may hold separators, quotes and line ends.</summary>
internal sealed class CsvRows(TextReader text, char separator)
{
    private const int FieldMax = 1 << 20;

    private readonly StringBuilder field = new();

    /// <summary>Line at which the next row begins, from 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>The next row; null at the end.</summary>
    /// <exception cref="RecordingBrokenException">A quote is not closed.</exception>
    public List<string>? Next()
    {
        if (text.Peek() < 0)
        {
            return null;
        }

        var row = new List<string>();
        var start = Line;
        while (true)
        {
            var end = Field(start);
            row.Add(field.ToString());
            field.Clear();
            if (end != separator)
            {
                Line++;
                return row;
            }
        }
    }

    private int Field(int start)
    {
        var isQuoted = text.Peek() == '"';
        if (isQuoted)
        {
            text.Read();
        }

        while (true)
        {
            var c = text.Read();
            if (c < 0 && isQuoted)
            {
                throw new RecordingBrokenException($"line {start}: a quote is not closed.");
            }

            if (field.Length >= FieldMax)
            {
                throw new RecordingBrokenException($"line {start}: a field is longer than {FieldMax} characters.");
            }

            if (isQuoted && c == '"' && text.Peek() != '"')
            {
                isQuoted = false;
            }
            else if (isQuoted)
            {
                // Of two quotes one is meant.
                if (c == '"')
                {
                    text.Read();
                }

                Line += c == '\n' ? 1 : 0;
                field.Append((char)c);
            }
            else if (c < 0 || c == '\n' || c == separator)
            {
                return c;
            }
            else if (c != '\r' || text.Peek() != '\n')
            {
                field.Append((char)c);
            }
        }
    }
}
