#!/usr/bin/env perl
# Makes each table of the given C# files (`static readonly T Name = value;`, `static T Name { get; } = value;`) a property that is made anew in
# each run of the tests (Table.cs), so that a mutation of it is tried with the tests that ask for the table and not with all.
use strict;
use warnings;

my $access = qr/(?:(?:public|internal|private|protected) )?/;
my $head = qr/^( +)($access)static (?:readonly (?<type>[^=;\n]+?) (?<name>\w+)|(?<type>[^=;(\n]+?) (?<name>\w+) \{ get; \}) =(?=\s)(?<value>.*)/s;

sub complete {
    my ($code) = @_;
    $code =~ s/@"(?:""|[^"])*"|\$?"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])+'//g;
    $code =~ s{//[^\n]*}{}g;
    my $open = () = $code =~ /[(\[{]/g;
    my $close = () = $code =~ /[)\]}]/g;
    return $open == $close && $code =~ /;\s*$/;
}

for my $file (@ARGV) {
    open my $in, '<:raw', $file or die "$file: $!\n";
    my @lines = <$in>;
    close $in;

    my ($text, $changed) = ('', 0);
    while (defined(my $line = shift @lines)) {
        unless ($line =~ $head) {
            die "$file: a table is written in a way that is not known here: $line" if $line =~ /^ +${access}static (?:readonly |[^=;(\n]+ \{ get; \})/;
            $text .= $line;
            next;
        }

        my ($indent, $seen, $type, $name, $value) = ($1, $2, $+{type}, $+{name}, $+{value});
        while (!complete($value)) {
            defined(my $more = shift @lines) or die "$file: $name has no end\n";
            $value .= $more;
        }

        $value =~ s/;\s*$//;
        $text .= "${indent}private static readonly Moltbot.Protocol.Mutations.Table<$type> TableOf$name = new();\n"
            . "$indent${seen}static $type $name => TableOf$name.Of(() =>$value);\n";
        $changed = 1;
    }

    next unless $changed;
    open my $out, '>:raw', $file or die "$file: $!\n";
    print $out $text;
    close $out;
}
