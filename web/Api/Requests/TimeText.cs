using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace CityActors.Web.Api.Requests;

/// <summary>Times as they come in queries.</summary>
internal static partial class TimeText
{
    private const int LengthMax = 40;

    /// <summary>
    /// ISO 8601 with <c>Z</c> or an offset, or a duration back from now. A time without an offset is no moment: whoever means
    /// Vietnamese time would be answered for a time seven hours off.
    /// </summary>
    public static bool TryMoment(string text, DateTimeOffset now, out DateTimeOffset moment)
    {
        moment = default;
        if (text.Length > LengthMax)
        {
            return false;
        }

        if (TryDuration(text.TrimStart('-'), out var back))
        {
            var isIn = back < now - DateTimeOffset.MinValue;
            moment = isIn ? now - back : default;
            return isIn;
        }

        // A plus sign that was not percent-encoded arrives as a space.
        return IsMoment().IsMatch(text)
            && DateTimeOffset.TryParse(
                text.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out moment);
    }

    /// <summary>An ISO 8601 duration; months and years have no fixed length and are none here.</summary>
    public static bool TryDuration(string text, out TimeSpan duration)
    {
        duration = default;
        if (text.Length > LengthMax || !IsDuration().IsMatch(text))
        {
            return false;
        }

        try
        {
            duration = XmlConvert.ToTimeSpan(text);
            return duration > TimeSpan.Zero;
        }
        catch (Exception problem) when (problem is FormatException or OverflowException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d([.,]\d{1,9})?)?(Z|[+\- ]\d\d:?\d\d)$", RegexOptions.CultureInvariant)]
    private static partial Regex IsMoment();

    [GeneratedRegex(@"^P(?=.)(\d{1,7}D)?(T(?=.)(\d{1,9}H)?(\d{1,9}M)?(\d{1,9}(\.\d{1,7})?S)?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex IsDuration();
}
